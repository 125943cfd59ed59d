#include <limits.h>
#include <stdint.h>
#include <stdio.h>

int main(void)
{
    int a = -17, b = 5;
    unsigned u = 4000000000u;
    long long big = 1234567890123456789LL;
    unsigned long long ub = 0xfedcba9876543210ull;
    printf("%d %d %d %d\n", a / b, a % b, -a / b, -a % b);
    printf("%d %d %u %u\n", a >> 1, a << 2, u >> 3, u + 500000000u);
    printf("%lld %lld %lld\n", big / 1000, big % 1000, -big / 7);
    printf("%llu %llu %llx %llx\n", ub / 3, ub % 12345678901ull, ub << 20, ub >> 36);
    printf("%lld %lld\n", big * 3, (long long)a * b * 1000000000LL);
    printf("%d %d\n", (int8_t)200, (uint8_t)-1);
    printf("%d %u\n", (short)70000, (unsigned short)70000);
    printf("%d %d %d\n", a < (int)u, -1 < 1u, (long long)-1 < 1u);
    printf("%d %d\n", (int)3.99, (int)-3.99);
    printf("%lld %llu\n", (long long)1e15, (unsigned long long)1.8e19);
    printf("%.1f %.1f %.0f\n", (double)big, (double)(float)16777217, (double)ub);
    printf("%d %d %d\n", 5 & 3, 5 | 3, 5 ^ 3);
    printf("%d %d\n", ~0, !5);
    int x = 5;
    x += x++ * 0 + 2;
    x <<= 2;
    x |= 1;
    x %= 7;
    printf("%d\n", x);
    printf("%g %g\n", 7 / 2 + 7 / 2.0, 1.0f / 3);
    int64_t lo = INT64_MIN;
    printf("%lld %lld %lld\n", (long long)lo, (long long)(lo + 1) / 2, (long long)(lo >> 63));
    return 0;
}
