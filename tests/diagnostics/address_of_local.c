int *f(void) {
    int x = 1;
    return &x;
}
char *g(void) {
    char text[10];
    return text;
}
