int f(int x) {
    int a[3] = { 0 };
    return x[0] + a[1.5];
}
