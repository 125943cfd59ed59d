/* Whole numbers and parts of doubles, by their bits. */
#include <limits.h>
#include <errno.h>
#include <math.h>
#include "internal/dd.h"

/* x without its fraction; *rest says whether there was one. */
static double cut(double x, int *rest)
{
    union __double u;
    u.x = x;
    int e = (int)(u.bits >> 52 & 0x7ff) - 1023;
    unsigned long long mask = e < 0 ? 0x7fffffffffffffffull : e < 52 ? 0xfffffffffffffull >> e : 0;
    *rest = (u.bits & mask) != 0;
    u.bits &= ~mask;
    return u.x;
}

double trunc(double x)
{
    int rest;
    return cut(x, &rest);
}

double floor(double x)
{
    int rest;
    double r = cut(x, &rest);
    return rest && x < 0 ? r - 1 : r;
}

double ceil(double x)
{
    int rest;
    double r = cut(x, &rest);
    return rest && x > 0 ? r + 1 : r;
}

double round(double x)
{
    int rest;
    double r = cut(x, &rest);
    if (rest && fabs(x - r) >= 0.5)
        r += x < 0 ? -1 : 1;
    return copysign(r, x);
}

/* To nearest, half to even: the addition rounds. */
double rint(double x)
{
    double big = copysign(0x1p52, x);
    if (!(fabs(x) < 0x1p52))
        return x;
    volatile double r = x + big;
    return copysign(r - big, x);
}

double nearbyint(double x) { return rint(x); }
double roundeven(double x) { return rint(x); }
long lrint(double x) { return (long)rint(x); }
long long llrint(double x) { return (long long)rint(x); }
long lround(double x) { return (long)round(x); }
long long llround(double x) { return (long long)round(x); }

double modf(double x, double *whole)
{
    *whole = trunc(x);
    return copysign(isinf(x) ? 0 : x - *whole, x);
}

double frexp(double x, int *power)
{
    union __double u;
    u.x = x;
    int e = (int)(u.bits >> 52 & 0x7ff);
    *power = 0;
    if (x == 0 || e == 0x7ff)
        return x;
    if (e == 0) {
        u.x = x * 0x1p54;
        e = (int)(u.bits >> 52 & 0x7ff) - 54;
    }
    *power = e - 1022;
    u.bits = (u.bits & ~(0x7ffull << 52)) | 1022ull << 52;
    return u.x;
}

double scalbln(double x, long power)
{
    if (x == 0 || isnan(x) || isinf(x))
        return x;
    double r = __scale(x, power > 5000 ? 5000 : power < -5000 ? -5000 : (int)power);
    return isinf(r) || r == 0 ? __math_error(ERANGE, r) : r;
}

double scalbn(double x, int power) { return scalbln(x, power); }
double ldexp(double x, int power) { return scalbln(x, power); }

int ilogb(double x)
{
    int e;
    if (x == 0 || isnan(x))
        return __math_error(EDOM, 0), INT_MIN;
    if (isinf(x))
        return __math_error(EDOM, 0), INT_MAX;
    frexp(x, &e);
    return e - 1;
}

double logb(double x)
{
    if (x == 0)
        return -HUGE_VAL;
    return isnan(x) || isinf(x) ? x * x : ilogb(x);
}

double nextafter(double x, double y)
{
    union __double u;
    u.x = x;
    if (isnan(x) || isnan(y))
        return x + y;
    if (x == y)
        return y;
    if (x == 0) {
        u.bits = 1;
        return copysign(u.x, y);
    }
    u.bits += (x < y) == (x > 0) ? 1 : -1ull;
    if (isinf(u.x) || fabs(u.x) < 0x1p-1022)
        errno = ERANGE;
    return u.x;
}

double nexttoward(double x, double y) { return nextafter(x, y); }
