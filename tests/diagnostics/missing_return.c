int f(int x) {
    if (x > 0)
        return 1;
}
int g(int x) {
    while (1)
        if (x++ > 3) return x;
}
