#include <stdio.h>
#include <stdarg.h>
struct P{double x,y;}; struct Q{int a;}; struct R{char c[20];}; struct W{long long q;};
static void f(const char*fmt,...){va_list ap,bp;va_start(ap,fmt);va_copy(bp,ap);for(const char*p=fmt;*p;p++)switch(*p){case 'i':printf("%d ",va_arg(ap,int));break;case 'l':printf("%lld ",va_arg(ap,long long));break;case 'd':printf("%g ",va_arg(ap,double));break;case 's':printf("%s ",va_arg(ap,char*));break;case 'P':{struct P q=va_arg(ap,struct P);printf("{%g %g} ",q.x,q.y);break;}case 'Q':printf("{%d} ",va_arg(ap,struct Q).a);break;case 'R':printf("{%s} ",va_arg(ap,struct R).c);break;case 'W':printf("{%lld} ",va_arg(ap,struct W).q);break;}va_end(ap);puts("");vprintf("first %d\n",bp);va_end(bp);}
static int sum(int n,...){va_list a;va_start(a,n);int s=0;while(n--)s+=va_arg(a,int);va_end(a);return s;}
static double many(int a,int b,int c,int d,int e,int g,int h,int i,int j,...){va_list l;va_start(l,j);double r=va_arg(l,double)+va_arg(l,int)+va_arg(l,long long);va_end(l);return r+a+j;}
int main(void){struct P p={1.5,2.5};struct Q q={7};struct R r={"hello world"};struct W w={1LL<<40};
f("iiidldls",1,2,3,4.5,5LL,6.5,7LL,"x");f("iPQRWi",1,p,q,r,w,9);f("idW",1,2.0,w);printf("%d %d\n",sum(3,1,2,3),sum(10,1,2,3,4,5,6,7,8,9,10));printf("%g\n",many(1,2,3,4,5,6,7,8,9,1.25,3,1LL<<33));return 0;}
