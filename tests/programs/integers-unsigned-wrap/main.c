#include <stdio.h>
#include <limits.h>
int main(void) {
    unsigned u = UINT_MAX;
    unsigned short h = USHRT_MAX;
    unsigned long long q = ULLONG_MAX;
    printf("%u %u %u\n", u, u + 1, u * u);
    printf("%hu %hu\n", h, (unsigned short)(h + 2));
    printf("%llu %llu %llu\n", q, q + 1, q * q);
    printf("%u %u %u\n", 3u - 5u, 4000000000u / 3, 4000000000u % 7);
    printf("%d %d\n", 4000000000u > 5, (int)4000000000u < 5);
    unsigned fib = 1, previous = 0;
    for (int i = 0; i < 60; i++) { unsigned next = fib + previous; previous = fib; fib = next; }
    printf("%u\n", fib);
    unsigned hash = 2166136261u;
    for (const char *p = "process lab"; *p; p++) hash = (hash ^ (unsigned char)*p) * 16777619u;
    printf("%08x\n", hash);
    return 0;
}
