/* Inverse trigonometric functions: all are the angle of a point (x, y).
   The angle of the nearest of nine slopes is in a table; the rest is the angle of a small slope. */
#include "internal/math.h"

static const struct __dd angle[9] = {   /* atan(i / 8) */
    { 0.0, 0.0 },
    { 0.12435499454676144, -3.1253241424539383e-18 },
    { 0.24497866312686414, 1.0698755618734451e-17 },
    { 0.35877067027057225, -2.4623815582638635e-17 },
    { 0.4636476090008061, 2.2698777452961687e-17 },
    { 0.5585993153435624, -5.4556305485916264e-18 },
    { 0.6435011087932844, 1.5834785051444286e-17 },
    { 0.7188299996216245, -2.1478388444456983e-17 },
    { 0.7853981633974483, 3.061616997868383e-17 },
};
static const struct __dd half_pi = { 1.5707963267948966, 6.123233995736766e-17 };
static const struct __dd pi = { 3.141592653589793, 1.2246467991473532e-16 };

struct __dd __dd_atan2(struct __dd y, struct __dd x)
{
    int swapped = y.hi > x.hi;
    struct __dd a = swapped ? x : y, b = swapped ? y : x;
    int i = (int)(a.hi / b.hi * 8 + 0.5);
    double c = i / 8.0;
    struct __dd t = __dd_div(__dd_add(a, __dd_mul(b, __dd_of(-c))), __dd_add(b, __dd_mul(a, __dd_of(c))));
    double square = t.hi * t.hi, tail = 0;
    for (int n = 15; n >= 3; n -= 2)
        tail = tail * square + (n & 2 ? -1.0 : 1.0) / n;
    struct __dd r = __dd_add(angle[i], __dd_add(t, __dd_of(t.hi * square * tail)));
    return swapped ? __dd_add(half_pi, __dd_neg(r)) : r;
}

double atan2(double y, double x)
{
    double a = fabs(x), b = fabs(y);
    struct __dd r;
    int e, f;
    if (x != x || y != y)
        return x + y;
    if (b == 0 || (__class_of(a) == FP_INFINITE && __class_of(b) != FP_INFINITE))
        return copysign(__sign_of(x) ? pi.hi : 0, y);
    if (a == 0 || (__class_of(b) == FP_INFINITE && __class_of(a) != FP_INFINITE))
        return copysign(half_pi.hi, y);
    if (__class_of(b) == FP_INFINITE)
        a = b = 1;
    frexp(a, &e);
    frexp(b, &f);
    if (e - f > 70 && !__sign_of(x))
        return y / x;
    if (e - f > 70 || f - e > 70)
        return copysign(e > f ? pi.hi : half_pi.hi, y);
    r = __dd_atan2(__dd_of(scalbn(b, -e)), __dd_of(scalbn(a, -e)));
    if (__sign_of(x))
        r = __dd_add(pi, __dd_neg(r));
    return copysign(r.hi, y);
}

double atan(double x)
{
    if (x == 0)
        return x;
    return atan2(x, 1);
}

/* sqrt(1 - x^2) */
static struct __dd other_side(double x)
{
    return __dd_sqrt(__dd_mul(__two_sum(1, x), __two_sum(1, -x)));
}

double asin(double x)
{
    double a = fabs(x);
    if (x != x || a < 1e-9)
        return x;
    if (a > 1)
        return fabs(__invalid(x));   /* glibc's is positive here */
    if (a == 1)
        return copysign(half_pi.hi, x);
    return copysign(__dd_atan2(__dd_of(a), other_side(a)).hi, x);
}

double acos(double x)
{
    if (x != x)
        return x;
    if (fabs(x) > 1)
        return fabs(__invalid(x));   /* glibc's is positive here */
    if (x == 1 || x == 0)
        return x == 1 ? 0 : half_pi.hi;
    if (x == -1)
        return pi.hi;
    struct __dd r = fabs(x) < 1e-17 ? half_pi : __dd_atan2(other_side(x), __dd_of(fabs(x)));
    return x < 0 ? __dd_add(pi, __dd_neg(r)).hi : r.hi;
}

float atan2f(float y, float x) { return (float)atan2(y, x); }
float atanf(float x) { return (float)atan(x); }
float asinf(float x) { return (float)asin(x); }
float acosf(float x) { return (float)acos(x); }
