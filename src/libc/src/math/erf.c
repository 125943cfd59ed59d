/* The error function: its power series up to 3, its continued fraction beyond. */
#include "internal/math.h"

/* 2/sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (1*3*5*...): all terms positive. */
static struct __dd series(double x)
{
    static const struct __dd factor = { 1.1283791670955126, 1.533545961316588e-17 };
    struct __dd square = __two_product(x, x), term = __dd_of(x), sum = term;
    int k;
    for (int n = 1; n < 120 && term.hi > sum.hi * 1e-33; n++) {
        term = __dd_div(__dd_mul(__dd_scale(term, 2), square), __dd_of(2 * n + 1));
        sum = __dd_add(sum, term);
    }
    struct __dd e = __dd_add(__dd_of(1), __dd_exp(__dd_neg(square), &k));
    return __dd_mul(__dd_mul(sum, factor), __dd_scale(e, scalbn(1, k)));
}

/* exp(-x^2) / sqrt(pi) / (x + 1/2/(x + 1/(x + 3/2/(x + ...)))), for x >= 3 */
static double tail(double x)
{
    struct __dd square = __two_product(x, x);
    double f = x;
    int k;
    if (x > 27.3)
        return 0;
    for (int n = 120; n > 0; n--)
        f = x + n / 2.0 / f;
    struct __dd e = __dd_add(__dd_of(1), __dd_exp(__dd_neg(square), &k));
    return ldexp(e.hi * 0.5641895835477563 / f, k);
}

double erf(double x)
{
    double a = fabs(x);
    if (x != x || a < 1e-300)
        return x;
    if (a > 6)
        return copysign(1, x);
    return copysign(a < 3 ? series(a).hi : 1 - tail(a), x);
}

double erfc(double x)
{
    if (x != x)
        return x;
    if (x < -6)
        return 2;
    if (x < 3)
        return x < 0 ? 1 + erf(-x) : __dd_add(__dd_of(1), __dd_neg(series(x))).hi;
    return x > 27.3 ? __underflow_to(1) : tail(x);
}

float erff(float x) { return (float)erf(x); }
float erfcf(float x) { return (float)erfc(x); }
