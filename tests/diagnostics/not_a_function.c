int x;
int f(void) {
    return x(1) + 2(3);
}
