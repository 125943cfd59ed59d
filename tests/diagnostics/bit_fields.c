struct s {
    int a : 40;
    float b : 3;
    unsigned c : 0;
    int d : 3;
} x;
int *p = &x.d;
