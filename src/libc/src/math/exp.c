/* Exponentials. x = k ln 2 + r; exp(r) - 1 by nine terms at r / 256, doubled back eight times. */
#include "internal/math.h"

static const struct __dd inverse_factorial[] = {
    { 0.16666666666666666, 9.25185853854297e-18 }, { 0.041666666666666664, 2.3129646346357427e-18 },
    { 0.008333333333333333, 1.1564823173178714e-19 }, { 0.001388888888888889, -5.300543954373577e-20 },
    { 0.0001984126984126984, 1.7209558293420705e-22 }, { 2.48015873015873e-05, 2.1511947866775882e-23 },
    { 2.7557319223985893e-06, -1.858393274046472e-22 },
};
static const struct __dd ln2 = { 0.6931471805599453, 2.3190468138462996e-17 };
static const struct __dd ln10 = { 2.302585092994046, -2.1707562233822494e-16 };

struct __dd __dd_exp(struct __dd x, int *k)
{
    double n = rint(x.hi * 1.4426950408889634);
    struct __dd r = __two_sum(x.hi - n * 0.6931471805592082, -n * 7.371002565161996e-13);
    r = __dd_add(r, __two_sum(x.lo, -n * 5.8029889835956905e-25));
    r = __dd_scale(r, 1.0 / 256);
    struct __dd s = inverse_factorial[6];
    for (int i = 5; i >= 0; i--)
        s = __dd_add(inverse_factorial[i], __dd_mul(s, r));
    struct __dd square = __dd_mul(r, r);
    s = __dd_add(r, __dd_add(__dd_scale(square, 0.5), __dd_mul(__dd_mul(square, r), s)));
    for (int i = 0; i < 8; i++)
        s = __dd_add(__dd_scale(s, 2), __dd_mul(s, s));
    *k = (int)n;
    return s;
}

/* exp of a double-double, with the limits of double. */
static double finish(struct __dd x)
{
    int k;
    if (x.hi > 709.79)
        return __overflow_to(1);
    if (x.hi < -745.14)
        return __underflow_to(1);
    struct __dd p = __dd_add(__dd_of(1), __dd_exp(x, &k));
    return ldexp(p.hi, k);
}

double exp(double x)
{
    if (__class_of(x) <= FP_INFINITE)
        return x != x ? x : x > 0 ? x : 0;
    return finish(__dd_of(x));
}

double exp2(double x)
{
    int k;
    if (__class_of(x) <= FP_INFINITE)
        return x != x ? x : x > 0 ? x : 0;
    if (x >= 1024)
        return __overflow_to(1);
    if (x < -1075)
        return __underflow_to(1);
    double n = rint(x);
    struct __dd p = __dd_exp(__dd_mul(ln2, __dd_of(x - n)), &k);
    return ldexp(__dd_add(__dd_of(1), p).hi, k + (int)n);
}

double exp10(double x)
{
    if (__class_of(x) <= FP_INFINITE)
        return x != x ? x : x > 0 ? x : 0;
    if (fabs(x) > 400)
        return x > 0 ? __overflow_to(1) : __underflow_to(1);
    return finish(__dd_mul(ln10, __dd_of(x)));
}

double expm1(double x)
{
    int k;
    if (__class_of(x) <= FP_INFINITE)
        return x != x ? x : x > 0 ? x : -1;
    if (x > 709.79)
        return __overflow_to(1);
    if (x < -60)
        return -1;
    if (fabs(x) < 1e-18)
        return x;
    struct __dd p = __dd_exp(__dd_of(x), &k);
    if (k == 0)
        return p.hi;
    p = __dd_add(__dd_of(1), p);
    if (k > 1000)
        return ldexp(p.hi, k);
    double scale = scalbn(1, k);
    return __dd_add(__dd_scale(p, scale), __dd_of(-1)).hi;
}

float expf(float x) { return (float)exp(x); }
float exp2f(float x) { return (float)exp2(x); }
float exp10f(float x) { return (float)exp10(x); }
float expm1f(float x) { return (float)expm1(x); }
