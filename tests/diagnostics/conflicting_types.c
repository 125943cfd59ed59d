int f(int);
char *f(int a) { return 0; }
extern int v;
long v;
