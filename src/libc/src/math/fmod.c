/* Remainders: exact, by shifting and subtracting whole mantissas. */
#include <errno.h>
#include <math.h>
#include "internal/dd.h"

/* x = result · 2^(*e - 1075) with bit 52 of the result set, x not 0. */
static unsigned long long split(double x, int *e)
{
    union __double u;
    u.x = x;
    *e = (int)(u.bits >> 52 & 0x7ff);
    unsigned long long m = u.bits & 0xfffffffffffffull;
    if (*e)
        return m | 1ull << 52;
    for (*e = 1; !(m >> 52); --*e)
        m <<= 1;
    return m;
}

/* |x| mod |y| with the low bits of the quotient; both finite, y not 0. */
static double divide(double x, double y, unsigned *quotient)
{
    int ex, ey;
    unsigned q = *quotient = 0;
    if (x == 0)
        return 0;
    unsigned long long mx = split(x, &ex), my = split(y, &ey);
    if (ex < ey)
        return fabs(x);
    for (;; ex--) {
        q <<= 1;
        if (mx >= my) {
            mx -= my;
            q |= 1;
        }
        if (ex == ey)
            break;
        mx <<= 1;
    }
    *quotient = q;
    return __scale((double)(unsigned)(mx >> 32) * 4294967296.0 + (double)(unsigned)mx, ey - 1075);
}

double fmod(double x, double y)
{
    unsigned q;
    if (isnan(x) || isnan(y))
        return x + y;
    if (isinf(x) || y == 0)
        return __math_error(EDOM, -NAN);
    if (isinf(y))
        return x;
    return copysign(divide(x, y, &q), x);
}

double remquo(double x, double y, int *quotient)
{
    unsigned q = 0;
    *quotient = 0;
    if (isnan(x) || isnan(y))
        return x + y;
    if (isinf(x) || y == 0)
        return __math_error(EDOM, -NAN);
    if (isinf(y))
        return x;
    double ay = fabs(y), r = divide(x, y, &q);
    if (r > ay - r || (r == ay - r && (q & 1))) {
        r -= ay;
        q++;
    }
    q &= 7;
    *quotient = signbit(x) != signbit(y) ? -(int)q : (int)q;
    return signbit(x) ? -r : r;
}

double remainder(double x, double y)
{
    int q;
    return remquo(x, y, &q);
}

double drem(double x, double y)
{
    return remainder(x, y);
}
