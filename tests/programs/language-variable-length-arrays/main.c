#include <stdio.h>
#include <alloca.h>
int sum(int n, int m, int a[n][m]){int s=0;for(int i=0;i<n;i++)for(int j=0;j<m;j++)s+=a[i][j];return s;}
int main(void){ for(int n=1;n<5;n++){int a[n][n+1]; for(int i=0;i<n;i++)for(int j=0;j<=n;j++)a[i][j]=i*j+n; printf("%d %zu\n",sum(n,n+1,a),sizeof a); if(n==3)continue; char *p=alloca(n*10); p[0]=n; printf("%d\n",p[0]);}
 for(int i=0;i<100000;i++){int n=1000; char b[n]; b[i%n]=i; if(i%3==0)continue; if(i==99998)break;} puts("done"); 
 int k=7; goto L; L: {int z[k]; z[6]=3; printf("%d\n",z[6]);} return 0;}
