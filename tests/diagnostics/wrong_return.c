struct p { int x; };
struct p f(void) {
    return 1;
}
char *g(void) {
    return 'x';
}
