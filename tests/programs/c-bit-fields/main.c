#include <stdio.h>
#include <string.h>

struct flags { unsigned a : 1, b : 3, c : 4; int s : 5; unsigned long long wide : 40; unsigned : 0; unsigned char z : 7; };

int main(void)
{
    struct flags f = { 1, 5, 15, -3, 0x123456789aull, 99 };
    printf("%u %u %u %d %llx %u\n", f.a, f.b, f.c, f.s, (unsigned long long)f.wide, f.z);
    f.b = 9;
    f.s = 15;
    f.c++;
    f.wide <<= 4;
    printf("%u %d %u %llx\n", f.b, f.s, f.c, (unsigned long long)f.wide);
    f.a ^= 1;
    f.z -= 100;
    printf("%u %u\n", f.a, f.z);
    struct { signed x : 1; } one = { -1 };
    printf("%d\n", one.x);
    return 0;
}
