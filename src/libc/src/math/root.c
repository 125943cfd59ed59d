/* Roots, hypotenuse, fused multiply-add. */
#include "internal/math.h"

double sqrt(double x)
{
    if (x != x)
        return x;
    return x < 0 ? __invalid(x) : __builtin_sqrt(x);
}

float sqrtf(float x)
{
    return (float)sqrt(x);
}

/* Newton from a guess by thirds of the exponent; the last step in double-double. */
double cbrt(double x)
{
    int e;
    if (x == 0 || __class_of(x) <= FP_INFINITE)
        return x;
    double m = frexp(fabs(x), &e);
    int third = e / 3, rest = e % 3;
    m = scalbn(m, rest);
    double y = 0.6 + m * 0.3;
    for (int i = 0; i < 7; i++)
        y = (2 * y + m / (y * y)) / 3;
    struct __dd cube = __dd_mul(__two_product(y, y), __dd_of(y));
    struct __dd left = __dd_add(__dd_of(m), __dd_neg(cube));
    y += left.hi / (3 * y * y);
    return copysign(scalbn(y, third), x);
}

float cbrtf(float x)
{
    return (float)cbrt(x);
}

double hypot(double x, double y)
{
    int e, f;
    x = fabs(x);
    y = fabs(y);
    if (__class_of(x) == FP_INFINITE || __class_of(y) == FP_INFINITE)
        return HUGE_VAL;
    if (x != x || y != y)
        return x + y;
    if (x == 0 || y == 0)
        return x + y;
    frexp(x, &e);
    frexp(y, &f);
    if (f > e)
        e = f;
    x = scalbn(x, -e);
    y = scalbn(y, -e);
    struct __dd r = __dd_sqrt(__dd_add(__two_product(x, x), __two_product(y, y)));
    return ldexp(r.hi, e);
}

float hypotf(float x, float y)
{
    return (float)hypot(x, y);
}

/* a + b rounded to odd: an inexact sum gets an odd last bit, so that a second rounding cannot err. */
static double add_to_odd(double a, double b)
{
    struct __dd s = __two_sum(a, b);
    union __bits bits = { s.hi };
    if (s.lo != 0 && !(bits.u & 1))
        bits.u += (s.lo > 0) == (s.hi > 0) ? 1 : -1ull;
    return bits.d;
}

double fma(double x, double y, double z)
{
    int ex, ey, ez;
    if (__class_of(x) <= FP_INFINITE || __class_of(y) <= FP_INFINITE || __class_of(z) <= FP_INFINITE || x == 0 || y == 0)
        return x * y + z;
    if (z == 0)
        return x * y;
    double a = frexp(x, &ex), b = frexp(y, &ey), c = frexp(z, &ez);
    int e = ex + ey;
    if (ez - e > 110)
        return z;
    c = ez - e < -300 ? copysign(scalbn(0.5, -300), c) : scalbn(c, ez - e);
    struct __dd p = __two_product(a, b), s = __two_sum(p.lo, c), t = __two_sum(p.hi, s.hi);
    return ldexp(t.hi + add_to_odd(t.lo, s.lo), e);
}

float fmaf(float x, float y, float z)
{
    double p = (double)x * y;
    return (float)add_to_odd(p, z);
}
