/* Trigonometric functions. */
#include <errno.h>
#include <math.h>
#include "internal/dd.h"

double sin(double x)
{
    struct __dd s, c;
    if (isnan(x) || x == 0)
        return x;
    if (isinf(x))
        return __math_error(EDOM, -NAN);
    if (fabs(x) < 1e-9)
        return x;
    __sincos_dd(x, &s, &c);
    return s.hi + s.lo;
}

double cos(double x)
{
    struct __dd s, c;
    if (isnan(x))
        return x;
    if (isinf(x))
        return __math_error(EDOM, -NAN);
    __sincos_dd(x, &s, &c);
    return c.hi + c.lo;
}

double tan(double x)
{
    struct __dd s, c;
    if (isnan(x) || x == 0)
        return x;
    if (isinf(x))
        return __math_error(EDOM, -NAN);
    if (fabs(x) < 1e-9)
        return x;
    __sincos_dd(x, &s, &c);
    s = __dd_div(s, c);
    return s.hi + s.lo;
}

void sincos(double x, double *sine, double *cosine)
{
    *sine = sin(x);
    *cosine = cos(x);
}

double atan(double x)
{
    if (isnan(x) || x == 0)
        return x;
    if (fabs(x) > 1e300)
        return copysign(0x1.921fb54442d18p+0, x);
    if (fabs(x) < 1e-9)
        return x;
    struct __dd r = __atan_dd(__dd_of(fabs(x), 0), __dd_of(1, 0));
    return copysign(r.hi + r.lo, x);
}

/* Both scaled into a range where double-double works. */
static struct __dd angle(double y, double x)
{
    int e;
    frexp(y > x ? y : x, &e);
    return __atan_dd(__dd_of(ldexp(y, -e), 0), __dd_of(ldexp(x, -e), 0));
}

double atan2(double y, double x)
{
    double ax = fabs(x), ay = fabs(y);
    struct __dd r;
    if (isnan(x) || isnan(y))
        return x + y;
    if (ay == 0)
        return signbit(x) ? copysign(0x1.921fb54442d18p+1, y) : y;
    if (isinf(x) && isinf(y))
        ax = ay = 1;
    else if (isinf(x)) {
        ay = 0;
        ax = 1;
    } else if (isinf(y)) {
        ax = 0;
        ay = 1;
    }
    r = angle(ay, ax);
    if (!signbit(x) && r.hi < 1e-290)
        return copysign(ay / ax, y);
    if (signbit(x))
        r = __dd_add(__dd_of(0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53), __dd_of(-r.hi, -r.lo));
    return copysign(r.hi + r.lo, y);
}

/* sqrt(1 - x²) in double-double. */
static struct __dd other_leg(double x)
{
    struct __dd p = __two_product(x, x);
    p = __dd_add(__dd_of(1, 0), __dd_of(-p.hi, -p.lo));
    double r = __builtin_sqrt(p.hi);
    if (r == 0)
        return __dd_of(0, 0);
    struct __dd q = __two_product(r, r);
    return __quick_sum(r, ((p.hi - q.hi) - q.lo + p.lo) / (2 * r));
}

double asin(double x)
{
    if (isnan(x) || x == 0)
        return x;
    if (fabs(x) > 1)
        return __math_error(EDOM, NAN);
    if (fabs(x) < 1e-9)
        return x;
    struct __dd r = __atan_dd(__dd_of(fabs(x), 0), other_leg(x));
    return copysign(r.hi + r.lo, x);
}

double acos(double x)
{
    if (isnan(x))
        return x;
    if (fabs(x) > 1)
        return __math_error(EDOM, NAN);
    struct __dd r = __atan_dd(other_leg(x), __dd_of(fabs(x), 0));
    if (signbit(x))
        r = __dd_add(__dd_of(0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53), __dd_of(-r.hi, -r.lo));
    return r.hi + r.lo;
}
