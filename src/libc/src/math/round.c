/* Rounding to whole numbers, by the bits. */
#include "internal/math.h"

double trunc(double x)
{
    union __bits b = { x };
    int e = (int)(b.w.high >> 20 & 0x7ff) - 1023;
    if (e >= 52)
        return x;
    if (e < 0)
        b.u &= 0x8000000000000000ull;
    else
        b.u &= ~(0xfffffffffffffull >> e);
    return b.d;
}

double floor(double x)
{
    double t = trunc(x);
    return t > x ? t - 1 : t;
}

double ceil(double x)
{
    double t = trunc(x);
    return t < x ? copysign(t + 1, x) : t;
}

/* Halves go away from zero. */
double round(double x)
{
    double t = trunc(x);
    return fabs(x - t) >= 0.5 ? t + copysign(1, x) : t;
}

/* Halves go to the even neighbour: adding 2^52 pushes the fraction out. */
double rint(double x)
{
    double big = 4503599627370496.0;
    if (!(fabs(x) < big))
        return x;
    big = copysign(big, x);
    volatile double moved = x + big;
    return copysign(moved - big, x);
}

double nearbyint(double x)
{
    return rint(x);
}

float truncf(float x) { return (float)trunc(x); }
float floorf(float x) { return (float)floor(x); }
float ceilf(float x) { return (float)ceil(x); }
float roundf(float x) { return (float)round(x); }
float rintf(float x) { return (float)rint(x); }
float nearbyintf(float x) { return (float)rint(x); }
long lround(double x) { return (long)round(x); }
long lroundf(float x) { return (long)round(x); }
long lrint(double x) { return (long)rint(x); }
long lrintf(float x) { return (long)rint(x); }
long long llround(double x) { return (long long)round(x); }
long long llroundf(float x) { return (long long)round(x); }
long long llrint(double x) { return (long long)rint(x); }
long long llrintf(float x) { return (long long)rint(x); }
