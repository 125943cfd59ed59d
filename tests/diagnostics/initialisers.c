int a[2] = { 1, 2, 3 };
char s[3] = "hello";
int x = { 1, 2 };
int b[2] = 5;
struct p { int x, y; } q = { .z = 1 };
int c[3] = { [5] = 1 };
int n = 3;
int m = n;
