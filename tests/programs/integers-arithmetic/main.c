#include <stdio.h>
/* Division truncates towards zero, and a == a / b * b + a % b. */
int main(void) {
    int pairs[][2] = {{7, 2}, {-7, 2}, {7, -2}, {-7, -2}, {0, 5}, {1000000, 7}, {2147483647, 10}};
    for (int i = 0; i < 7; i++) {
        int a = pairs[i][0], b = pairs[i][1];
        printf("%d / %d = %d, %d %% %d = %d, check %d\n", a, b, a / b, a, b, a % b, a / b * b + a % b == a);
    }
    int x = 5;
    int y = x++;
    y = y * 10 + --x;
    printf("%d %d\n", x, y);
    x += 3, x -= 1, x *= 4, x /= 3, x %= 7, x <<= 3, x >>= 1, x |= 1, x &= 13, x ^= 6;
    printf("%d %d %d\n", x, -x, ~x);
    return 0;
}
