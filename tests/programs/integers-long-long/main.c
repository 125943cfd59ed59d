#include <stdio.h>
static unsigned long long power(unsigned long long base, int n) { return n ? base * power(base, n - 1) : 1; }
static long long gcd(long long a, long long b) { return b ? gcd(b, a % b) : a; }
int main(void) {
    long long a = 1234567890123456789ll, b = -987654321ll;
    printf("%lld %lld %lld %lld %lld\n", a + b, a - b, a * 3, a / b, a % b);
    printf("%lld %lld\n", a / 7, -a % 1000);
    printf("%llu %llu\n", 18446744073709551615ull / 3, 18446744073709551615ull % 10);
    for (int i = 0; i <= 40; i += 8) printf("3^%d = %llu\n", i, power(3, i));
    printf("%lld\n", gcd(1000000007ll * 998244353, 998244353ll * 123));
    printf("%d %d %d\n", a > b, a == a, b < -a);
    long long x = 0x7fffffff;
    x++;
    printf("%lld %d %llx %llo\n", x, (int)(x >> 16), (unsigned long long)b, 511ll);
    double d = a;
    printf("%.0f %lld %llu\n", d, (long long)1e15, (unsigned long long)1.5e19);
    unsigned long long state = 88172645463325252ull;
    for (int i = 0; i < 5; i++) { state ^= state << 13; state ^= state >> 7; state ^= state << 17; printf("%llu\n", state); }
    return 0;
}
