/* Powers. Exact where the result is a double: the logarithm and the exponential keep 100 bits. */
#include <errno.h>
#include <math.h>
#include "internal/dd.h"

/* 0 no integer, 1 odd, 2 even. */
static int integer(double y)
{
    if (fabs(y) >= 0x1p53)
        return 2;
    if (y != floor(y))
        return 0;
    return (long long)y & 1 ? 1 : 2;
}

/* x^n by squaring, for small whole n and results far from overflow. */
static double whole_power(double x, int n)
{
    struct __dd r = { 1, 0 }, b = { x, 0 };
    for (int k = n < 0 ? -n : n; k; k >>= 1) {
        if (k & 1)
            r = __dd_mul(r, b);
        b = __dd_mul(b, b);
    }
    if (n < 0)
        r = __dd_div(__dd_of(1, 0), r);
    return r.hi + r.lo;
}

static double special(double x, double y)
{
    int kind = isinf(y) ? 2 : integer(y);
    if (isnan(x) || isnan(y))
        return x + y;
    if (isinf(y)) {
        if (fabs(x) == 1)
            return 1;
        return (fabs(x) > 1) == (y > 0) ? HUGE_VAL : 0;
    }
    double r = (x == 0) == (y > 0) ? 0 : HUGE_VAL; /* x is 0 or infinite */
    if (signbit(x) && kind == 1)
        r = -r;
    return x == 0 && y < 0 ? __math_error(ERANGE, r) : r;
}

double pow(double x, double y)
{
    double sign = 1;
    int power;
    if (y == 0 || x == 1)
        return 1;
    if (isnan(x) || isnan(y) || isinf(x) || isinf(y) || x == 0)
        return special(x, y);
    if (x < 0) {
        int kind = integer(y);
        if (kind == 0)
            return __math_error(EDOM, -NAN);
        sign = kind == 1 ? -1 : 1;
        x = -x;
    }
    int n = fabs(y) <= 64 ? (int)y : 0;
    if (n == y && x > 1e-4 && x < 1e4)
        return sign * whole_power(x, n);
    struct __dd l = __log_dd(x);
    if (fabs(l.hi * y) > 800 || fabs(y) > 1e300) {
        int up = (l.hi > 0) == (y > 0);
        return __math_error(ERANGE, up ? sign * HUGE_VAL : sign * 0.0);
    }
    struct __dd e = __exp_dd(__dd_mul(l, __dd_of(y, 0)), &power);
    double r = __scale(e.hi + e.lo, power);
    if (isinf(r) || r == 0)
        errno = ERANGE;
    return sign * r;
}
