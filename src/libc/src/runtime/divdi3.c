/* 64-bit division for a 32-bit machine: what the compiler calls for `/` and `%` on long long.
   Division by zero gives what the M extension gives: all ones, and the dividend as remainder. */
typedef unsigned long long u64;
typedef long long s64;

static int leading_zeros(unsigned v)
{
    int n = 0;
    if (v == 0)
        return 32;
    if (v < 1u << 16) { n += 16; v <<= 16; }
    if (v < 1u << 24) { n += 8; v <<= 8; }
    if (v < 1u << 28) { n += 4; v <<= 4; }
    if (v < 1u << 30) { n += 2; v <<= 2; }
    return n + (v < 1u << 31);
}

static int zeros64(u64 v)
{
    unsigned high = (unsigned)(v >> 32);
    return high ? leading_zeros(high) : 32 + leading_zeros((unsigned)v);
}

/* A divisor of 16 bits: long division by half-words. */
static u64 divide_short(u64 n, unsigned d, u64 *rest)
{
    unsigned high = (unsigned)(n >> 32), low = (unsigned)n;
    unsigned r = high % d, a = r << 16 | low >> 16;
    unsigned b = a % d << 16 | (low & 0xffff);
    *rest = b % d;
    return (u64)(high / d) << 32 | (a / d << 16) | b / d;
}

u64 __udivmoddi4(u64 n, u64 d, u64 *rest)
{
    u64 q = 0;
    if ((n | d) >> 32 == 0) {
        unsigned x = (unsigned)n, y = (unsigned)d;
        if (y == 0) {
            *rest = n;
            return ~(u64)0;
        }
        *rest = x % y;
        return x / y;
    }
    if (d == 0) {
        *rest = n;
        return ~(u64)0;
    }
    if (d >> 16 == 0)
        return divide_short(n, (unsigned)d, rest);
    int shift = zeros64(d) - zeros64(n);
    if (shift >= 0) {
        d <<= shift;
        for (; shift >= 0; shift--) {
            q <<= 1;
            if (n >= d) {
                n -= d;
                q |= 1;
            }
            d >>= 1;
        }
    }
    *rest = n;
    return q;
}

u64 __udivdi3(u64 n, u64 d)
{
    u64 rest;
    return __udivmoddi4(n, d, &rest);
}

u64 __umoddi3(u64 n, u64 d)
{
    u64 rest;
    __udivmoddi4(n, d, &rest);
    return rest;
}

s64 __divdi3(s64 n, s64 d)
{
    u64 rest, q = __udivmoddi4(n < 0 ? -(u64)n : (u64)n, d < 0 ? -(u64)d : (u64)d, &rest);
    if (d == 0)
        return -1;
    return (n < 0) != (d < 0) ? (s64)-q : (s64)q;
}

s64 __moddi3(s64 n, s64 d)
{
    u64 rest;
    __udivmoddi4(n < 0 ? -(u64)n : (u64)n, d < 0 ? -(u64)d : (u64)d, &rest);
    return n < 0 ? (s64)-rest : (s64)rest;
}
