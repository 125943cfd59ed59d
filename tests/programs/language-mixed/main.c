#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <setjmp.h>
#include <limits.h>
struct S{int a;char b[5];double d;}; struct B{unsigned a:5;int b:11;unsigned long long c:50;_Bool f:1;};
union U{int i;float f;unsigned char c[4];}; typedef int (*fp)(int,int);
static int add(int a,int b){return a+b;} static int sub(int a,int b){return a-b;}
static struct S mk(int x){struct S s={x,"abc",x*.5};return s;} static struct S pass(struct S s){s.a++;s.b[0]='Z';return s;}
static jmp_buf jb; static void thrower(int n){if(n==0)longjmp(jb,42);thrower(n-1);}
static long long fact(int n){return n<2?1:n*fact(n-1);} static int fib(int n){return n<2?n:fib(n-1)+fib(n-2);}
static void duff(char*to,const char*from,int n){int k=(n+7)/8;switch(n%8){case 0:do{*to++=*from++;case 7:*to++=*from++;case 6:*to++=*from++;case 5:*to++=*from++;case 4:*to++=*from++;case 3:*to++=*from++;case 2:*to++=*from++;case 1:*to++=*from++;}while(--k>0);}}
enum E{A,BB=5,CC,D=-3}; static const char*names[]={[2]="two",[0]="zero"}; static int grid[3][4]={{1,2},{[2]=7},5,6,7,8};
static int counter(void){static int n=10;return n++;} int glob; extern int glob; int *pg=&glob; fp table[]={add,sub};
int main(int argc,char**argv){struct S s=pass(mk(3));printf("%d %s %g %zu\n",s.a,s.b,s.d,sizeof s);s=mk(9);struct S*p=&s,t=*p;printf("%d %g\n",p->a,t.d);
struct B b={31,-5,1ULL<<49,1};b.a+=3;b.b--;b.c|=7;b.f=!b.f;printf("%u %d %llu %d %zu\n",b.a,b.b,(unsigned long long)b.c,b.f,sizeof b);
union U u;u.f=1.0f;printf("%x %d\n",u.i,u.c[3]);printf("%d %d\n",table[0](3,4),(*table[1])(3,4));
volatile int cnt=0;volatile int lc=5;int v=setjmp(jb);if(v==0){cnt++;lc=99;thrower(3);}printf("setjmp %d %d %d\n",v,cnt,lc);
printf("%lld %d\n",fact(20),fib(20));char buf[40];duff(buf,"the quick brown fox jumps over",31);puts(buf);
printf("%d %d %d %d\n",A,BB,CC,D);printf("%s %s %d\n",names[0],names[2],names[1]==0);for(int i=0;i<3;i++)for(int j=0;j<4;j++)printf("%d ",grid[i][j]);puts("");
counter();counter();printf("%d\n",counter());*pg=77;printf("%d\n",glob);
unsigned char uc=200;uc+=100;signed char sc=127;sc++;short sh=-1;unsigned short us=sh;printf("%d %d %d %u\n",uc,sc,us,(unsigned)sh);
printf("%d %d %d %d\n",-7/2,-7%2,7/-2,-7>>1);printf("%u %u\n",-7u/2,1u<<31>>31);long long ll=-1;printf("%lld %llu %lld\n",ll>>1,(unsigned long long)ll>>1,ll<<40);
printf("%lld %lld %llu\n",-100LL/7,-100LL%7,18446744073709551615ULL/10);double d=1e18;printf("%lld %g %g\n",(long long)d,(double)(1LL<<62),(float)123456789);
printf("%d %d\n",(int)-3.9,(unsigned char)(int)300.7);int x=5;x=x++ + 2;printf("%d\n",x>0);
int i=0;do{if(i==3)continue;if(i==6)break;printf("%d ",i);}while(++i<10);puts("");
for(int a=0,c=10;a<c;a++,c--)if(a%2)printf("%d,%d ",a,c);puts("");
goto end;printf("no\n");end:;int arr[]={5,3,8,1};int n=sizeof arr/sizeof*arr;for(int a=0;a<n;a++)for(int c=a+1;c<n;c++)if(arr[c]<arr[a]){int t2=arr[a];arr[a]=arr[c];arr[c]=t2;}for(int a=0;a<n;a++)printf("%d ",arr[a]);puts("");
struct{int x,y;}an={.y=2,.x=1};printf("%d%d\n",an.x,an.y);int*cp=(int[]){1,2,3};printf("%d\n",cp[2]);char*str="con" "cat";printf("%s %zu %c\n",str,strlen(str),"abc"[1]);
printf("%d\n",_Generic(1.0,int:1,double:2,default:3));printf("%d %d\n",(x,7),x?1:2);switch(3){case 1:puts("1");default:puts("d");case 2:puts("2");}
switch(argc){case INT_MAX:puts("max");break;case INT_MIN:puts("min");break;case 1:puts("one");}
unsigned long long m=1;for(int a=0;a<64;a++){m=m*6364136223846793005ULL+1442695040888963407ULL;}printf("%llu %d\n",m,(int)(m>>60));
float f=0.1f;double dd=f;printf("%.10f %.3e %d\n",dd,f*1e10,f==0.1);printf("%s\n",(0.0/0.0)!=(0.0/0.0)?"nan":"eq");
return argc-1+13;}
