#include <stdio.h>
int main(void) {
    int x = 2147483647 + 1;
    unsigned char c = 300;
    x = 1 << 40;
    int y = 3000000000;
    printf("%d %d %d\n", x, c, y);
    return 0;
}
