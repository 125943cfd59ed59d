#include <stdio.h>
int main(void) {
    int x = 1 / 0;
    x = x % 0;
    printf("%d\n", x);
    return 0;
}
