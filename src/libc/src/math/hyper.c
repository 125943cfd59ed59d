/* Hyperbolic functions and their inverses. */
#include "internal/math.h"

/* exp(x) and exp(-x), halved, for 0 <= x < 20. */
static void halves(double x, struct __dd *up, struct __dd *down)
{
    int k;
    struct __dd e = __dd_add(__dd_of(1), __dd_exp(__dd_of(x), &k));
    e = __dd_scale(e, scalbn(1, k));
    *up = __dd_scale(e, 0.5);
    *down = __dd_div(__dd_of(0.5), e);
}

double sinh(double x)
{
    struct __dd up, down;
    double a = fabs(x);
    if (__class_of(x) <= FP_INFINITE || a < 1e-8)
        return a < 1e-8 && a > 0 ? x + x * x * x / 6 : x;
    if (a > 40) {
        if (a > 710.48)
            return __overflow_to(x);
        double h = exp(a / 2);
        return copysign(a < 700 ? exp(a) / 2 : h / 2 * h, x);
    }
    halves(a, &up, &down);
    return copysign(__dd_add(up, __dd_neg(down)).hi, x);
}

double cosh(double x)
{
    struct __dd up, down;
    double a = fabs(x);
    if (__class_of(x) <= FP_INFINITE)
        return a;
    if (a > 40) {
        if (a > 710.48)
            return __overflow_to(1);
        double h = exp(a / 2);
        return a < 700 ? exp(a) / 2 : h / 2 * h;
    }
    halves(a, &up, &down);
    return __dd_add(up, down).hi;
}

double tanh(double x)
{
    struct __dd up, down;
    double a = fabs(x);
    if (x != x)
        return x;
    if (a > 22)
        return copysign(1, x);
    if (a < 1e-8)
        return x;
    halves(a, &up, &down);
    return copysign(__dd_div(__dd_add(up, __dd_neg(down)), __dd_add(up, down)).hi, x);
}

/* log(x + sqrt(x^2 + 1)) */
double asinh(double x)
{
    double a = fabs(x);
    if (__class_of(x) <= FP_INFINITE || a < 1e-9)
        return x;
    if (a > 1e150)
        return copysign(log(a) + 0.6931471805599453, x);
    struct __dd root = __dd_sqrt(__dd_add(__two_product(a, a), __dd_of(1)));
    return copysign(__dd_log_fast(__dd_add(root, __dd_of(a))).hi, x);
}

double acosh(double x)
{
    if (x != x || (x > 0 && __class_of(x) == FP_INFINITE))
        return x;
    if (x < 1)
        return __invalid(x);
    if (x > 1e150)
        return log(x) + 0.6931471805599453;
    struct __dd root = __dd_sqrt(__dd_add(__two_product(x, x), __dd_of(-1)));
    return __dd_log_fast(__dd_add(root, __dd_of(x))).hi;
}

double atanh(double x)
{
    double a = fabs(x);
    if (x != x || a < 1e-9)
        return x;
    if (a > 1)
        return __invalid(x);
    if (a == 1)
        return __overflow_to(x);
    struct __dd q = __dd_div(__two_sum(1, a), __two_sum(1, -a));
    return copysign(__dd_log_fast(q).hi / 2, x);
}

float sinhf(float x) { return (float)sinh(x); }
float coshf(float x) { return (float)cosh(x); }
float tanhf(float x) { return (float)tanh(x); }
float asinhf(float x) { return (float)asinh(x); }
float acoshf(float x) { return (float)acosh(x); }
float atanhf(float x) { return (float)atanh(x); }
