int f(int x, struct s *p) {
    *p;
    return *x;
}
