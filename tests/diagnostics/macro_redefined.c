#define SIZE 10
#define SIZE 20
#define SIZE 20
int a[SIZE];
