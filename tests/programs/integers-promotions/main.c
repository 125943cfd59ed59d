#include <stdio.h>
/* Small types become int before arithmetic; mixing signed and unsigned int gives unsigned. */
int main(void) {
    unsigned char a = 200, b = 100;
    signed char c = -1;
    unsigned short us = 65535;
    short s = -32768;
    printf("%d %d %d\n", a + b, (unsigned char)(a + b), a - b - b - b);
    printf("%d %d\n", us + 1, (unsigned short)(us + 1));
    printf("%d %d\n", -s, (short)(s - 1));
    printf("%d %d\n", c < 1, c < 1u);
    printf("%u %u\n", (unsigned)-1, 0u - 1);
    printf("%d %d\n", a << 1, (unsigned char)(a << 1));
    printf("%d %d %d\n", ~a, (unsigned char)~a, !a);
    printf("%d\n", (signed char)200);
    printf("%d %d\n", sizeof(a + b) == sizeof(int), sizeof(char) == 1);
    printf("%d %d\n", -1 > 1u, (long long)-1 > 1u);
    unsigned char wrap = 250;
    for (int i = 0; i < 10; i++) wrap++;
    printf("%d\n", wrap);
    return 0;
}
