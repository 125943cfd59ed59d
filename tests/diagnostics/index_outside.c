#include <stdio.h>
int main(void) {
    int a[3] = { 0 };
    a[3] = 1;
    a[-1] = 2;
    printf("%d\n", a[5]);
    return 0;
}
