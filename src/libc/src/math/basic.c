/* Signs, maxima, classification, square roots. */
#include <errno.h>
#include <math.h>
#include "internal/dd.h"

double fabs(double x)
{
    union __double u;
    u.x = x;
    u.bits &= 0x7fffffffffffffffull;
    return u.x;
}

double copysign(double x, double y)
{
    union __double u, v;
    u.x = x;
    v.x = y;
    u.bits = (u.bits & 0x7fffffffffffffffull) | (v.bits & 0x8000000000000000ull);
    return u.x;
}

int __signbit(double x)
{
    union __double u;
    u.x = x;
    return (int)(u.bits >> 63);
}

int __fpclassify(double x)
{
    union __double u;
    u.x = x;
    int e = (int)(u.bits >> 52 & 0x7ff);
    unsigned long long m = u.bits & 0xfffffffffffffull;
    if (e == 0x7ff)
        return m ? FP_NAN : FP_INFINITE;
    return e ? FP_NORMAL : m ? FP_SUBNORMAL : FP_ZERO;
}

int __fpclassifyf(float x)
{
    union { float x; unsigned bits; } u;
    u.x = x;
    unsigned e = u.bits >> 23 & 0xff, m = u.bits & 0x7fffff;
    if (e == 0xff)
        return m ? FP_NAN : FP_INFINITE;
    return e ? FP_NORMAL : m ? FP_SUBNORMAL : FP_ZERO;
}

double sqrt(double x)
{
    return x < 0 ? __math_error(EDOM, -NAN) : __builtin_sqrt(x);
}

double fmax(double x, double y) { return isnan(x) ? y : isnan(y) || x >= y ? x : y; }
double fmin(double x, double y) { return isnan(x) ? y : isnan(y) || x <= y ? x : y; }
double fdim(double x, double y) { return isnan(x) || isnan(y) ? x + y : x > y ? x - y : 0; }

double nan(const char *tag)
{
    (void)tag;
    return NAN;
}

/* x·y + z: exact product, exact sum, one rounding of what is left. */
double fma(double x, double y, double z)
{
    double plain = x * y + z;
    if (isnan(plain) || isinf(plain) || fabs(x) > 0x1p500 || fabs(y) > 0x1p500 || fabs(x * y) < 0x1p-900)
        return plain;
    struct __dd p = __two_product(x, y), s = __two_sum(p.hi, z), t = __two_sum(p.lo, s.lo), r = __two_sum(s.hi, t.hi);
    return r.hi + (r.lo + t.lo);
}

double hypot(double x, double y)
{
    int e, f;
    if (isinf(x) || isinf(y))
        return HUGE_VAL;
    x = fabs(x);
    y = fabs(y);
    if (x == 0 || y == 0 || isnan(x) || isnan(y))
        return x + y;
    frexp(x > y ? x : y, &e);
    x = scalbn(x, -e);
    y = scalbn(y, -e);
    (void)f;
    struct __dd s = __dd_add(__two_product(x, x), __two_product(y, y));
    double r = __builtin_sqrt(s.hi);
    struct __dd q = __two_product(r, r);
    r += ((s.hi - q.hi) - q.lo + s.lo) / (2 * r);
    return scalbn(r, e);
}

double cbrt(double x)
{
    int e;
    if (x == 0 || isnan(x) || isinf(x))
        return x;
    double m = frexp(fabs(x), &e), r;
    while (e % 3) {
        m *= 0.5;
        e++;
    }
    /* 1/8 <= m < 1: a straight line, then Newton; the last step in double-double. */
    r = 0.4 + 0.6 * m;
    for (int i = 0; i < 5; i++)
        r -= (r - m / (r * r)) / 3;
    struct __dd cube = __dd_mul(__two_product(r, r), __dd_of(r, 0));
    r -= ((cube.hi - m) + cube.lo) / (3 * r * r);
    return copysign(scalbn(r, e / 3), x);
}
