#include <stdio.h>
static unsigned rotate(unsigned x, int n) { return x << n | x >> (32 - n); }
static int bits(unsigned x) { int n = 0; for (; x; x &= x - 1) n++; return n; }
int main(void) {
    for (int i = 0; i < 32; i += 5) printf("%u %d %08x\n", 1u << i, (int)0x80000000 >> i, rotate(0x12345678, i ? i : 1));
    printf("%d %d %d\n", bits(0), bits(0xff00ff), bits(~0u));
    unsigned reversed = 0, value = 0x1;
    for (int i = 0; i < 32; i++) { reversed = reversed << 1 | (value & 1); value >>= 1; }
    printf("%x\n", reversed);
    unsigned long long big = 1;
    for (int i = 0; i < 64; i += 9) printf("%llx %llx\n", big << i, 0xfedcba9876543210ull >> i);
    printf("%lld %lld\n", -1024ll >> 3, -1ll >> 63);
    int n = 3;
    printf("%lld %llu\n", 5ll << n, 5ull << (n + 40));
    return 0;
}
