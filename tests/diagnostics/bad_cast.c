struct s { int a; } x;
int f(double d, int *p) {
    struct s y = (struct s)1;
    d = (double)p;
    return (int)x + (char)p;
}
