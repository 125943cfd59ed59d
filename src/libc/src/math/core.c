/* The kernels of the elementary functions, in double-double (internal/dd.h). */
#include <errno.h>
#include "internal/dd.h"

double __math_error(int number, double result)
{
    errno = number;
    return result;
}

/* x · 2^power with one rounding, also into the subnormals. */
double __scale(double x, int power)
{
    union __double u;
    for (; power > 1000; power -= 1000)
        x *= 0x1p1000;
    if (power < -900) {
        /* One last multiplication must do the rounding: first stay in the normal range. */
        for (; power < -1900 && x != 0; power += 900)
            x *= 0x1p-900;
        union __double v;
        v.x = x;
        int e = (int)(v.bits >> 52 & 0x7ff);
        int safe = 1 - e + 60;      /* most negative exact step */
        int first = power + 900 > safe ? power + 900 : safe;
        if (first < -900)
            first = -900;
        if (first < 0 && first > power) {
            u.bits = (unsigned long long)(first + 1023) << 52;
            x *= u.x;
            power -= first;
        }
        for (; power < -1000; power += 1000)
            x *= 0x1p-1000;
    }
    if (power < -1022) {
        x *= 0x1p-1000;
        power += 1000;
    }
    u.bits = (unsigned long long)(power + 1023) << 52;
    return x * u.x;
}

/* e^x: x = k·ln2 + r, |r| <= 0.35; r/16 goes through the series, and four squarings bring it back.
   Works on e^r - 1 so that nothing is lost for small r: (1+a)^2 - 1 = 2a + a^2. */
static struct __dd expm1_reduced(struct __dd r)
{
    static const double inverse[] = { 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800 };
    struct __dd x = { r.hi * 0.0625, r.lo * 0.0625 };
    double h = x.hi;
    double tail = 1.0 / 720 + h * (inverse[0] + h * (inverse[1] + h * (inverse[2] + h * inverse[3])));
    /* 1/2 + x/6 + x^2/24 + x^3/120 + x^4·tail, the first in double-double. */
    struct __dd p = __dd_of(0x1.1111111111111p-7, 0x1.1111111111111p-63);
    p = __dd_add(p, __dd_of(h * tail, 0));
    p = __dd_add(__dd_mul(p, x), __dd_of(0x1.5555555555555p-5, 0x1.5555555555555p-59));
    p = __dd_add(__dd_mul(p, x), __dd_of(0x1.5555555555555p-3, 0x1.5555555555555p-57));
    p = __dd_add(__dd_mul(p, x), __dd_of(0.5, 0));
    p = __dd_add(__dd_mul(p, __dd_mul(x, x)), x);
    for (int i = 0; i < 4; i++)
        p = __dd_add(__dd_of(2 * p.hi, 2 * p.lo), __dd_mul(p, p));
    return p;
}

struct __dd __exp_dd(struct __dd x, int *power)
{
    double k = x.hi * 0x1.71547652b82fep+0;
    int n = (int)(k < 0 ? k - 0.5 : k + 0.5);
    /* n has at most 11 bits and the first part of ln2 32: the product is exact. */
    struct __dd r = __two_sum(x.hi - n * 0x1.62e42fee00000p-1, x.lo);
    r = __dd_add(r, __dd_mul(__dd_of(n, 0), __dd_of(-0x1.a39ef35793c76p-33, -0x1.cc01f97b57a08p-87)));
    *power = n;
    return __dd_add(__dd_of(1, 0), expm1_reduced(r));
}

/* ln x: a double's worth from the series of 2·artanh, then one Newton step with e^x. */
struct __dd __log_dd(double x)
{
    union __double u;
    u.x = x;
    int e = (int)(u.bits >> 52), power;
    if (e == 0) {
        u.x = x * 0x1p54;
        e = (int)(u.bits >> 52) - 54;
    }
    e -= 1023;
    u.bits = (u.bits & 0xfffffffffffffull) | 1023ull << 52;
    if (u.x > 1.4142135623730951) {
        u.x *= 0.5;
        e++;
    }
    double m = u.x, s = (m - 1) / (m + 1), z = s * s;
    double l = 2 * s * (1 + z * (1.0 / 3 + z * (0.2 + z * (1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11 + z * (1.0 / 13 + z * (1.0 / 15 + z * (1.0 / 17 + z / 19)))))))));
    struct __dd t = __exp_dd(__dd_of(-l, 0), &power);
    double scale = power < 0 ? 0.5 : power > 0 ? 2 : 1;
    t = __dd_mul(__dd_of(t.hi * scale, t.lo * scale), __dd_of(m, 0));
    t = __dd_add(t, __dd_of(-1, 0));
    struct __dd r = __dd_add(__dd_of(l, 0), __dd_of(t.hi, t.lo - t.hi * t.hi * 0.5));
    if (e != 0)
        r = __dd_add(__dd_mul(__dd_of(e, 0), __dd_of(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)), r);
    return r;
}

/* 2/pi, 1280 bits. */
static const unsigned two_over_pi[40] = {
    0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561, 0xb7246e3a, 0x424dd2e0,
    0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484, 0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4,
    0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f, 0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d,
    0x7527bac7, 0xebe5f17b, 0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab, 0xf0cfbc20, 0x9af4361d,
};

/* 32 bits of 2/pi from bit `at` after the point; zeros before it. */
static unsigned bits_at(int at)
{
    int word = at >= 0 ? at / 32 : -((31 - at) / 32), shift = at - word * 32;
    unsigned a = word >= 0 && word < 40 ? two_over_pi[word] : 0;
    unsigned b = word + 1 >= 0 && word + 1 < 40 ? two_over_pi[word + 1] : 0;
    return shift ? a << shift | b >> (32 - shift) : a;
}

/* Large x (Payne and Hanek): x·2/pi modulo 4 from the 192 bits of 2/pi that matter. Returns the quadrant. */
static int reduce_large(double x, struct __dd *r)
{
    union __double u;
    u.x = x;
    int e = (int)(u.bits >> 52 & 0x7ff) - 1075;
    unsigned long long m = (u.bits & 0xfffffffffffffull) | 1ull << 52;
    unsigned low = (unsigned)m, high = (unsigned)(m >> 32), product[6] = { 0, 0, 0, 0, 0, 0 };
    /* product = m · bits modulo 2^192, most significant word first. */
    for (int part = 0; part < 2; part++) {
        unsigned long long carry = 0;
        for (int i = 5 - part; i >= 0; i--) {
            carry += (unsigned long long)bits_at(e - 2 + 32 * (i + part)) * (part ? high : low) + product[i];
            product[i] = (unsigned)carry;
            carry >>= 32;
        }
    }
    int quadrant = (int)(product[0] >> 30), negative = (int)(product[0] >> 29 & 1);
    struct __dd f = { 0, 0 };
    double weight = 0x1p-30;
    for (int i = 0; i < 6; i++, weight *= 0x1p-32) {
        unsigned w = negative ? ~product[i] : product[i];
        if (i == 0)
            w &= 0x3fffffff;
        f = __dd_add(f, __dd_of(w * weight, 0));
    }
    if (negative) {
        f.hi = -f.hi;
        f.lo = -f.lo;
        quadrant++;
    }
    *r = __dd_mul(f, __dd_of(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54));
    return quadrant & 3;
}

/* |x| = quadrant·pi/2 + r, |r| <= pi/4. */
static int reduce(double x, struct __dd *r)
{
    if (x > 1e6)
        return reduce_large(x, r);
    int k = (int)(x * 0x1.45f306dc9c883p-1 + 0.5);
    /* Pieces of pi/2 with 30 bits: products with k are exact. */
    struct __dd t = __two_sum(x - k * 0x1.921fb54000000p+0, -k * 0x1.10b4611800000p-30);
    t = __dd_add(t, __dd_of(-k * 0x1.313198a000000p-61, -k * 0x1.701b839800000p-92));
    *r = t;
    return k & 3;
}

void __sincos_dd(double x, struct __dd *sine, struct __dd *cosine)
{
    struct __dd r, s, c, z;
    int quadrant = reduce(x < 0 ? -x : x, &r);
    z = __dd_mul(r, r);
    double h = z.hi;
    /* sin r = r + r·z·(-1/6 + z·(1/120 + z·tail)) */
    double tail = -1.0 / 5040 + h * (1.0 / 362880 + h * (-1.0 / 39916800 + h * (1.0 / 6227020800.0 + h * (-1.0 / 1307674368000.0 + h / 355687428096000.0))));
    s = __dd_add(__dd_of(0x1.1111111111111p-7, 0x1.1111111111111p-63), __dd_of(h * tail, 0));
    s = __dd_add(__dd_mul(s, z), __dd_of(-0x1.5555555555555p-3, -0x1.5555555555555p-57));
    s = __dd_add(__dd_mul(__dd_mul(s, z), r), r);
    /* cos r = 1 + z·(-1/2 + z·(1/24 + z·tail)) */
    tail = -1.0 / 720 + h * (1.0 / 40320 + h * (-1.0 / 3628800 + h * (1.0 / 479001600 + h * (-1.0 / 87178291200.0 + h * (1.0 / 20922789888000.0 - h / 6402373705728000.0)))));
    c = __dd_add(__dd_of(0x1.5555555555555p-5, 0x1.5555555555555p-59), __dd_of(h * tail, 0));
    c = __dd_add(__dd_mul(c, z), __dd_of(-0.5, 0));
    c = __dd_add(__dd_mul(c, z), __dd_of(1, 0));
    if (quadrant & 1) {
        struct __dd t = s;
        s = c;
        c = t;
    }
    double ss = (quadrant & 2) ? -1 : 1, cs = (quadrant == 1 || quadrant == 2) ? -1 : 1;
    if (x < 0)
        ss = -ss;
    *sine = __dd_of(s.hi * ss, s.lo * ss);
    *cosine = __dd_of(c.hi * cs, c.lo * cs);
}

/* atan(k/8) */
static const struct __dd atan_eighths[9] = {
    { 0, 0 },
    { 0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59 },
    { 0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57 },
    { 0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56 },
    { 0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56 },
    { 0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58 },
    { 0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56 },
    { 0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56 },
    { 0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55 },
};

/* The angle of the point (x, y), both >= 0, not both 0: atan(y/x) = atan(k/8) + atan((y - kx/8) / (x + ky/8)). */
struct __dd __atan_dd(struct __dd y, struct __dd x)
{
    int swap = y.hi > x.hi;
    if (swap) {
        struct __dd t = y;
        y = x;
        x = t;
    }
    int k = (int)(y.hi / x.hi * 8 + 0.5);
    double c = k * 0.125;
    struct __dd up = __dd_add(y, __dd_of(-c * x.hi, -c * x.lo)), down = __dd_add(x, __dd_of(c * y.hi, c * y.lo));
    struct __dd t = __dd_div(up, down), z = __dd_mul(t, t), p;
    double h = z.hi;
    double tail = 1.0 / 9 + h * (-1.0 / 11 + h * (1.0 / 13 + h * (-1.0 / 15 + h / 17)));
    p = __dd_of(-1.0 / 7 + h * tail, 0);
    p = __dd_add(__dd_mul(p, z), __dd_of(0x1.999999999999ap-3, -0x1.999999999999ap-57));
    p = __dd_add(__dd_mul(p, z), __dd_of(-0x1.5555555555555p-2, -0x1.5555555555555p-56));
    p = __dd_add(__dd_mul(__dd_mul(p, z), t), t);
    p = __dd_add(atan_eighths[k], p);
    if (swap)
        p = __dd_add(__dd_of(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54), __dd_of(-p.hi, -p.lo));
    return p;
}
