#include <stdio.h>
static int calls;
static int tick(int v) { calls++; return v; }
int main(void) {
    int both = tick(0) && tick(1), either = tick(1) || tick(0);
    printf("%d %d %d\n", both, either, calls);
    int a = (tick(1), tick(2), 3);
    printf("%d %d\n", a, calls);
    printf("%s %s\n", a > 2 ? "yes" : "no", a == 2 ? "two" : a == 3 ? "three" : "?");
    int x = 10, *p = &x;
    printf("%d %d\n", -*p, *p * *p);
    printf("%d\n", 1 + 2 * 3 - 4 / 2 % 3 << 1 & 14 | 1 ^ 8);
    printf("%d %d %d\n", 1 < 2 == 1, !0 == 1, 5 & 3 == 3);
    int i = 0, v[5] = {0};
    v[i++] = 1;
    i = 3;
    v[i--] += 4, v[i] = 9;
    for (int k = 0; k < 5; k++) printf("%d ", v[k]);
    printf("%d\n", sizeof v / sizeof *v == 5);
    int b, c;
    b = c = 7;
    c += b *= 2;
    printf("%d %d\n", b, c);
    return 0;
}
