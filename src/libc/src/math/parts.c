/* Sign, exponent and fraction of a number; remainders; neighbours. */
#include <errno.h>
#include "internal/math.h"

double fabs(double x)
{
    union __bits b = { x };
    b.u &= 0x7fffffffffffffffull;
    return b.d;
}

double copysign(double x, double sign)
{
    union __bits b = { x }, s = { sign };
    b.u = (b.u & 0x7fffffffffffffffull) | (s.u & 0x8000000000000000ull);
    return b.d;
}

double frexp(double x, int *e)
{
    union __bits b = { x };
    int field = (int)(b.w.high >> 20 & 0x7ff);
    *e = 0;
    if (x == 0 || field == 0x7ff)
        return x;
    if (field == 0) {
        b.d = x * 18014398509481984.0;   /* 2^54 */
        field = (int)(b.w.high >> 20 & 0x7ff) - 54;
    }
    *e = field - 1022;
    b.w.high = (b.w.high & 0x800fffff) | 0x3fe00000;
    return b.d;
}

static double power_of_two(int e)
{
    union __bits b;
    b.u = (unsigned long long)(e + 1023) << 52;
    return b.d;
}

/* Subnormal results are rounded once: the steps before the last one are exact. */
double scalbn(double x, int n)
{
    if (n > 1023) {
        x *= power_of_two(1023);
        n -= 1023;
        if (n > 1023) {
            x *= power_of_two(1023);
            n -= 1023;
            if (n > 1023)
                n = 1023;
        }
    } else if (n < -1022) {
        x *= power_of_two(-1022 + 53);
        n += 1022 - 53;
        if (n < -1022) {
            x *= power_of_two(-1022 + 53);
            n += 1022 - 53;
            if (n < -1022)
                n = -1022;
        }
    }
    return x * power_of_two(n);
}

double ldexp(double x, int n)
{
    double r = scalbn(x, n);
    if (x != 0 && __class_of(x) > FP_INFINITE && (r == 0 || __class_of(r) == FP_INFINITE))
        errno = ERANGE;
    return r;
}

double scalbln(double x, long n)
{
    return scalbn(x, n > 100000 ? 100000 : n < -100000 ? -100000 : (int)n);
}

double modf(double x, double *whole)
{
    *whole = trunc(x);
    return __class_of(x) == FP_INFINITE ? copysign(0, x) : copysign(x - *whole, x);
}

int ilogb(double x)
{
    int e;
    if (__class_of(x) == FP_INFINITE)
        return 0x7fffffff;
    if (x == 0 || x != x)
        return FP_ILOGB0;
    frexp(x, &e);
    return e - 1;
}

double logb(double x)
{
    int e;
    if (x == 0)
        return -HUGE_VAL;
    if (__class_of(x) <= FP_INFINITE)
        return x * x;
    frexp(x, &e);
    return e - 1;
}

/* Exact: subtracts y * 2^k for falling k. quotient gets the low bits of the whole quotient. */
static double divide(double x, double y, unsigned *quotient)
{
    double a = fabs(x), b = fabs(y);
    unsigned q = 0;
    int ea, eb;
    *quotient = 0;
    if (a < b)
        return x;
    frexp(a, &ea);
    frexp(b, &eb);
    for (int k = ea - eb; k >= 0; k--) {
        double step = scalbn(b, k);
        q <<= 1;
        if (a >= step) {
            a -= step;
            q |= 1;
        }
    }
    *quotient = q;
    return copysign(a, x);
}

double fmod(double x, double y)
{
    unsigned q;
    if (x != x || y != y)
        return x + y;
    if (y == 0 || __class_of(x) == FP_INFINITE)
        return __invalid(0);
    return __class_of(y) == FP_INFINITE ? x : divide(x, y, &q);
}

double remquo(double x, double y, int *quotient)
{
    unsigned q = 0;
    *quotient = 0;
    if (x != x || y != y)
        return x + y;
    if (y == 0 || __class_of(x) == FP_INFINITE)
        return __invalid(0);
    if (__class_of(y) == FP_INFINITE)
        return x;
    double r = divide(x, y, &q), b = fabs(y), a = fabs(r);
    if (a > b - a || (a == b - a && (q & 1))) {
        r = copysign(a - b, -r) == 0 ? copysign(0, x) : (r < 0 ? b - a : a - b);
        q++;
    }
    q &= 0x7fffffff;
    *quotient = (x < 0) != (y < 0) ? -(int)(q & 7) : (int)(q & 7);
    return r;
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

double nextafter(double x, double y)
{
    union __bits b = { x };
    if (x != x || y != y)
        return x + y;
    if (x == y)
        return y;
    if (x == 0)
        b.u = 1 | (y < 0 ? 0x8000000000000000ull : 0);
    else if ((x < y) == (x > 0))
        b.u++;
    else
        b.u--;
    return b.d;
}

float nextafterf(float x, float y)
{
    union { float f; unsigned u; } b = { x };
    if (x != x || y != y)
        return x + y;
    if (x == y)
        return y;
    if (x == 0)
        b.u = 1 | (y < 0 ? 0x80000000u : 0);
    else if ((x < y) == (x > 0))
        b.u++;
    else
        b.u--;
    return b.f;
}

double fmax(double x, double y)
{
    return x != x ? y : y != y ? x : x > y || (x == y && !__sign_of(x)) ? x : y;
}

double fmin(double x, double y)
{
    return x != x ? y : y != y ? x : x < y || (x == y && __sign_of(x)) ? x : y;
}

double fdim(double x, double y)
{
    return x != x || y != y ? x + y : x > y ? x - y : 0;
}

float fabsf(float x) { return (float)fabs(x); }
float copysignf(float x, float s) { return (float)copysign(x, s); }
float frexpf(float x, int *e) { return (float)frexp(x, e); }
float scalbnf(float x, int n) { return (float)scalbn(x, n); }
float scalblnf(float x, long n) { return (float)scalbln(x, n); }
float ldexpf(float x, int n) { return (float)ldexp(x, n); }
int ilogbf(float x) { return ilogb(x); }
float logbf(float x) { return (float)logb(x); }
float fmodf(float x, float y) { return (float)fmod(x, y); }
float remainderf(float x, float y) { return (float)remainder(x, y); }
float remquof(float x, float y, int *q) { return (float)remquo(x, y, q); }
float fmaxf(float x, float y) { return (float)fmax(x, y); }
float fminf(float x, float y) { return (float)fmin(x, y); }
float fdimf(float x, float y) { return (float)fdim(x, y); }

float modff(float x, float *whole)
{
    double w, r = modf(x, &w);
    *whole = (float)w;
    return (float)r;
}
