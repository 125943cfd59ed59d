struct s { int a; } x, y;
int f(int *p, int *q, double d) {
    if (x == y) return 1;
    p + q;
    p * 2;
    d % 2;
    ~d;
    -p;
    !x;
    return 0;
}
