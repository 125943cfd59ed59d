#include <stdio.h>
struct Pair { int a, b; };
static int sum12(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) {
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l;
}
static double mixed(int a, double b, long long c, float d, char e, struct Pair p, double f, double g, double h, double i, double j, double k, double l, double m) {
    return a + b + c + d + e + p.a * p.b + f + g * 2 + h * 3 + i * 4 + j * 5 + k * 6 + l * 7 + m * 8;
}
static long long split(int a, int b, int c, int d, int e, int f, int g, long long wide, int z) { return wide + a + b + c + d + e + f + g + z; }
int main(void) {
    printf("%d\n", sum12(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    printf("%.3f\n", mixed(1, 2.5, 30000000000ll, 0.25f, 'A', (struct Pair){3, 4}, 1, 2, 3, 4, 5, 6, 7, 8));
    printf("%lld\n", split(1, 2, 3, 4, 5, 6, 7, 1ll << 40, 9));
    return 0;
}
