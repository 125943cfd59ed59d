/* The remainder of x by pi/2. Small arguments subtract multiples of pi/2 kept in four pieces; large ones multiply the
   53 bits of x by the right 224 bits of 2/pi, since only the fraction of the product and its last two whole bits matter. */
#include "internal/math.h"

/* 2/pi, 32 bits a word, the first one just behind the binary point. */
static const unsigned two_over_pi[] = {
    0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561,
    0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484,
    0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f,
    0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b,
    0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab, 0xf0cfbc20, 0x9af4361d,
};
enum { WINDOW = 7, WORDS = WINDOW + 2 };

/* product[] gets m * window, least significant word first. */
static void multiply(unsigned long long m, const unsigned *window, unsigned *product)
{
    unsigned half[2] = { (unsigned)m, (unsigned)(m >> 32) };
    for (int i = 0; i < WORDS; i++)
        product[i] = 0;
    for (int h = 0; h < 2; h++) {
        unsigned long long carry = 0;
        for (int i = 0; i < WINDOW; i++) {
            carry += (unsigned long long)half[h] * window[WINDOW - 1 - i] + product[i + h];
            product[i + h] = (unsigned)carry;
            carry >>= 32;
        }
        product[WINDOW + h] += (unsigned)carry;
    }
}

/* The 32 bits of p that end at bit `top` (exclusive). */
static unsigned bits_below(const unsigned *p, int top)
{
    int low = top - 32, word = low >> 5, shift = low & 31;
    unsigned long long pair = (word >= 0 && word < WORDS ? p[word] : 0) | (unsigned long long)(word + 1 >= 0 && word + 1 < WORDS ? p[word + 1] : 0) << 32;
    return (unsigned)(pair >> shift);
}

static int reduce_large(double x, struct __dd *r)
{
    static const struct __dd half_pi = { 1.5707963267948966, 6.123233995736766e-17 };
    unsigned p[WORDS];
    union __bits b = { x };
    int e = (int)(b.w.high >> 20 & 0x7ff) - 1075;   /* x = m * 2^e */
    unsigned long long m = (b.u & 0xfffffffffffffull) | 0x10000000000000ull;
    int first = e > 2 ? (e - 2) / 32 : 0;
    multiply(m, two_over_pi + first, p);
    int point = 32 * (first + WINDOW) - e;          /* bits of p behind the binary point */
    int quadrant = (int)(bits_below(p, point + 32) & 3);
    int negative = (int)(bits_below(p, point) >> 31);
    struct __dd f = { 0, 0 };
    for (int i = 5; i >= 1; i--) {
        unsigned word = bits_below(p, point - 32 * (i - 1));
        f = __dd_add(f, __dd_of(scalbn(negative ? (double)~word : (double)word, -32 * i)));
    }
    if (negative) {
        f = __dd_neg(f);
        quadrant = (quadrant + 1) & 3;
    }
    *r = __dd_mul(f, half_pi);
    return quadrant;
}

int __reduce(double x, struct __dd *r)
{
    double a = fabs(x);
    int q;
    if (a > 500000) {
        q = reduce_large(a, r);
    } else {
        double n = rint(a * 0.6366197723675814);
        struct __dd t = __two_sum(a - n * 1.5707963267341256, -n * 6.077100506303966e-11);
        t = __dd_add(t, __dd_of(-n * 2.0222662487111665e-21));
        *r = __dd_add(t, __dd_of(-n * 8.4784276603689e-32));
        q = (int)n & 3;
    }
    if (x < 0) {
        *r = __dd_neg(*r);
        q = -q & 3;
    }
    return q;
}
