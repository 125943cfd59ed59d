/* Kinds of floating-point values, and the answers to bad arguments. */
#include <errno.h>
#include "internal/math.h"

int __class_of(double x)
{
    union __bits b = { x };
    unsigned e = b.w.high >> 20 & 0x7ff;
    int fraction = (b.w.high & 0xfffff) != 0 || b.w.low != 0;
    return e == 0x7ff ? (fraction ? FP_NAN : FP_INFINITE) : e ? FP_NORMAL : fraction ? FP_SUBNORMAL : FP_ZERO;
}

int __class_of_float(float x)
{
    union { float f; unsigned u; } b = { x };
    unsigned e = b.u >> 23 & 0xff;
    int fraction = (b.u & 0x7fffff) != 0;
    return e == 0xff ? (fraction ? FP_NAN : FP_INFINITE) : e ? FP_NORMAL : fraction ? FP_SUBNORMAL : FP_ZERO;
}

int __sign_of(double x)
{
    union __bits b = { x };
    return (int)(b.w.high >> 31);
}

int __infinity_of(double x)
{
    return __class_of(x) != FP_INFINITE ? 0 : __sign_of(x) ? -1 : 1;
}

/* The sign is what x86 gives, so that it prints "-nan" as it does there. */
double __invalid(double x)
{
    union __bits b;
    if (x != x)
        return x;
    errno = EDOM;
    b.u = 0xfff8000000000000ull;
    return b.d;
}

double __overflow_to(double sign)
{
    errno = ERANGE;
    return sign < 0 ? -HUGE_VAL : HUGE_VAL;
}

double __underflow_to(double sign)
{
    errno = ERANGE;
    return sign < 0 ? -0.0 : 0.0;
}

double nan(const char *tag)
{
    union __bits b;
    (void)tag;
    b.u = 0x7ff8000000000000ull;
    return b.d;
}

float nanf(const char *tag)
{
    return (float)nan(tag);
}
