void v;
void f(void x);
int g(void) {
    void *p = 0;
    return *p;
}
