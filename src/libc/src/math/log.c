/* Logarithms and inverse hyperbolic functions. */
#include <errno.h>
#include <math.h>
#include "internal/dd.h"

/* The cases without a finite positive x; 0 when x is one. */
static int special(double x, double *result)
{
    if (x > 0 && !isinf(x))
        return 0;
    if (x == 0)
        *result = __math_error(ERANGE, -HUGE_VAL);
    else if (isnan(x) || x > 0)
        *result = x;
    else
        *result = __math_error(EDOM, -NAN);
    return 1;
}

double log(double x)
{
    double r;
    if (special(x, &r))
        return r;
    struct __dd l = __log_dd(x);
    return l.hi + l.lo;
}

double log2(double x)
{
    double r;
    if (special(x, &r))
        return r;
    struct __dd l = __dd_mul(__log_dd(x), __dd_of(0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56));
    return l.hi + l.lo;
}

double log10(double x)
{
    double r;
    if (special(x, &r))
        return isnan(r) && x < 0 ? NAN : r; /* the sign glibc gives */
    struct __dd l = __dd_mul(__log_dd(x), __dd_of(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57));
    return l.hi + l.lo;
}

double log1p(double x)
{
    if (isnan(x) || x == 0 || x == HUGE_VAL)
        return x;
    if (x <= -1)
        return x == -1 ? __math_error(ERANGE, -HUGE_VAL) : __math_error(EDOM, -NAN);
    if (fabs(x) < 1e-5)
        return x - x * x * (0.5 - x * (1.0 / 3 - x / 4));
    struct __dd s = __two_sum(1, x), l = __log_dd(s.hi);
    l = __dd_add(l, __dd_of(s.lo / s.hi, 0));
    return l.hi + l.lo;
}

double asinh(double x)
{
    double a = fabs(x), r;
    if (isnan(x) || isinf(x) || x == 0)
        return x;
    if (a > 1e9)
        r = log(a) + 0.69314718055994530942;
    else
        r = log1p(a + a * a / (1 + sqrt(a * a + 1)));
    return copysign(r, x);
}

double acosh(double x)
{
    if (x < 1)
        return __math_error(EDOM, -NAN);
    if (x > 1e9)
        return log(x) + 0.69314718055994530942;
    double t = x - 1;
    return log1p(t + sqrt(2 * t + t * t));
}

double atanh(double x)
{
    double a = fabs(x);
    if (a >= 1)
        return a == 1 ? __math_error(ERANGE, copysign(HUGE_VAL, x)) : isnan(x) ? x : __math_error(EDOM, -NAN);
    return copysign(0.5 * log1p(2 * a / (1 - a)), x);
}
