/* The gamma function and the error function: about 15 digits. */
#include <errno.h>
#include <math.h>
#include "internal/dd.h"

int signgam;

/* ln gamma for x >= 13: Stirling's series. */
static double stirling(double x)
{
    double z = 1 / (x * x);
    double series = (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z * (1.0 / 1188 - z * (691.0 / 360360 - z / 156)))))) / x;
    return (x - 0.5) * log(x) - x + 0.91893853320467274178 + series;
}

double lgamma(double x)
{
    signgam = 1;
    if (isnan(x) || isinf(x))
        return x * x;
    if (x <= 0) {
        if (x == floor(x))
            return __math_error(ERANGE, HUGE_VAL);
        double s = sin(3.14159265358979323846 * (x - 2 * floor(x / 2)));
        double r = log(3.14159265358979323846 / fabs(s)) - lgamma(1 - x);
        signgam = s < 0 ? -1 : 1;
        return r;
    }
    if (x == 1 || x == 2)
        return 0;
    double product = 1;
    for (; x < 13; x++)
        product *= x;
    return stirling(x) - log(product);
}

double tgamma(double x)
{
    if (isnan(x) || x == HUGE_VAL)
        return x;
    if (x == 0)
        return __math_error(ERANGE, copysign(HUGE_VAL, x));
    if (x < 0 && (isinf(x) || x == floor(x)))
        return __math_error(EDOM, NAN);
    if (x == floor(x) && x < 171.5) {
        struct __dd r = { 1, 0 };
        for (double i = 2; i < x; i++)
            r = __dd_mul(r, __dd_of(i, 0));
        return r.hi + r.lo;
    }
    if (x < 0.5) {
        double s = sin(3.14159265358979323846 * (x - 2 * floor(x / 2)));
        return 3.14159265358979323846 / (s * tgamma(1 - x));
    }
    double product = 1;
    for (; x < 13; x++)
        product *= x;
    return exp(stirling(x)) / product;
}

/* erf by its series, |x| < 3. */
static double erf_series(double x)
{
    double term = x, sum = x;
    for (int n = 1; fabs(term) > 1e-18 * fabs(sum); n++) {
        term *= -x * x / n;
        sum += term / (2 * n + 1);
        if (n > 200)
            break;
    }
    return sum * 1.12837916709551257390;
}

/* erfc by its continued fraction, x >= 2. */
static double erfc_fraction(double x)
{
    double f = x;
    for (int n = 120; n > 0; n--)
        f = x + n / 2.0 / f;
    return exp(-x * x) / f * 0.56418958354775628695;
}

double erf(double x)
{
    if (isnan(x))
        return x;
    if (fabs(x) > 6)
        return copysign(1, x);
    return fabs(x) < 2 ? erf_series(x) : copysign(1 - erfc_fraction(fabs(x)), x);
}

double erfc(double x)
{
    if (isnan(x))
        return x;
    if (x > 27)
        return __math_error(ERANGE, 0);
    return x < 2 ? (x < -2 ? 2 - erfc(-x) : 1 - erf(x)) : erfc_fraction(x);
}
