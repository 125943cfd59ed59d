/* Gamma function: Stirling's series above 20, the recurrence Gamma(x) = Gamma(x + 1) / x below; reflection for negatives. */
#include "internal/math.h"

int signgam;

/* log Gamma(x) - (x - 1/2) log x + x - log(2 pi)/2, for x >= 20: Bernoulli numbers. */
static double stirling_tail(double x)
{
    static const double c[] = { 1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156 };
    double square = 1 / (x * x), s = 0;
    for (int i = 6; i >= 0; i--)
        s = s * square + c[i];
    return s / x;
}

/* log Gamma for x > 0. */
static struct __dd log_gamma(double x)
{
    static const struct __dd half_log_two_pi = { 0.9189385332046728, -3.878294158067242e-17 };
    struct __dd product = __dd_of(1), at = __dd_of(x);
    while (at.hi < 20) {
        product = __dd_mul(product, at);
        at = __dd_add(at, __dd_of(1));
    }
    struct __dd r = __dd_mul(__dd_add(at, __dd_of(-0.5)), __dd_log(at));
    r = __dd_add(__dd_add(r, __dd_neg(at)), __dd_add(half_log_two_pi, __dd_of(stirling_tail(at.hi))));
    return __dd_add(r, __dd_neg(__dd_log(product)));
}

/* sin(pi x) */
static double sin_pi(double x)
{
    double n = rint(x), f = x - n;
    double s = sin(f * 3.141592653589793);
    return trunc(n / 2) * 2 == n ? s : -s;
}

double lgamma_r(double x, int *sign)
{
    *sign = 1;
    if (x != x)
        return x;
    if (__class_of(x) == FP_INFINITE || (x <= 0 && trunc(x) == x))
        return __class_of(x) == FP_INFINITE ? HUGE_VAL : __overflow_to(1);
    if (x == 1 || x == 2)
        return 0;
    if (x > 0)
        return log_gamma(x).hi;
    double s = sin_pi(x);
    *sign = s > 0 ? -1 : 1;
    return log(3.141592653589793 / fabs(x * s)) - log_gamma(-x).hi;
}

double lgamma(double x)
{
    return lgamma_r(x, &signgam);
}

double gamma(double x)
{
    return lgamma(x);
}

double tgamma(double x)
{
    int k;
    if (x != x || (x > 0 && __class_of(x) == FP_INFINITE))
        return x;
    if (x == 0)
        return __overflow_to(copysign(1, x));
    if (x < 0 && trunc(x) == x)
        return fabs(__invalid(x));
    if (x > 171.7)
        return __overflow_to(1);
    if (trunc(x) == x) {
        struct __dd product = __dd_of(1);
        for (double n = 2; n < x; n++)
            product = __dd_mul(product, __dd_of(n));
        return product.hi;
    }
    if (x < -190)
        return __underflow_to(sin_pi(x) > 0 ? -1 : 1);
    struct __dd p = __dd_exp(log_gamma(fabs(x)), &k);
    p = __dd_add(__dd_of(1), p);
    if (x > 0)
        return ldexp(p.hi, k);
    return ldexp(-3.141592653589793 / (-x * sin_pi(-x) * p.hi), -k);
}

float lgammaf(float x) { return (float)lgamma(x); }
float tgammaf(float x) { return (float)tgamma(x); }
