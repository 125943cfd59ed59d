#include <stdio.h>
int main(void) {
    int x = 5;
    char *p = &x;
    double *d = &x;
    int a[3];
    int (*q)[3] = a;
    printf("%p %p %p\n", (void *)p, (void *)d, (void *)q);
    return 0;
}
