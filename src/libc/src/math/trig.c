/* Sine, cosine, tangent: the remainder by pi/2, then series whose leading terms are kept in double-double. */
#include "internal/math.h"

/* r - r^3/6 + r^5/120 - ... */
struct __dd __dd_sin(struct __dd r)
{
    static const double c[] = { 0.008333333333333333, -0.0001984126984126984, 2.7557319223985893e-06, -2.505210838544172e-08,
                                1.6059043836821613e-10, -7.647163731819816e-13, 2.8114572543455206e-15, -8.22063524662433e-18 };
    static const struct __dd third = { -0.16666666666666666, -9.25185853854297e-18 };
    struct __dd square = __dd_mul(r, r), cube = __dd_mul(square, r);
    double tail = 0;
    for (int i = 7; i >= 0; i--)
        tail = tail * square.hi + c[i];
    return __dd_add(r, __dd_add(__dd_mul(cube, third), __dd_of(cube.hi * square.hi * tail)));
}

/* 1 - r^2/2 + r^4/24 - ... */
struct __dd __dd_cos(struct __dd r)
{
    static const double c[] = { -0.001388888888888889, 2.48015873015873e-05, -2.755731922398589e-07, 2.08767569878681e-09,
                                -1.1470745597729725e-11, 4.779477332387385e-14, -1.5619206968586225e-16 };
    static const struct __dd fourth = { 0.041666666666666664, 2.3129646346357427e-18 };
    struct __dd square = __dd_mul(r, r), power = __dd_mul(square, square);
    double tail = 0;
    for (int i = 6; i >= 0; i--)
        tail = tail * square.hi + c[i];
    struct __dd s = __dd_add(__dd_mul(power, fourth), __dd_of(power.hi * square.hi * tail));
    return __dd_add(__dd_of(1), __dd_add(__dd_scale(square, -0.5), s));
}

double sin(double x)
{
    struct __dd r;
    if (__class_of(x) <= FP_INFINITE)
        return __invalid(x);
    if (fabs(x) < 1e-9)
        return x;
    int q = __reduce(x, &r);
    r = q & 1 ? __dd_cos(r) : __dd_sin(r);
    return q & 2 ? -r.hi : r.hi;
}

double cos(double x)
{
    struct __dd r;
    if (__class_of(x) <= FP_INFINITE)
        return __invalid(x);
    int q = __reduce(x, &r) + 1;
    r = q & 1 ? __dd_cos(r) : __dd_sin(r);
    return q & 2 ? -r.hi : r.hi;
}

double tan(double x)
{
    struct __dd r;
    if (__class_of(x) <= FP_INFINITE)
        return __invalid(x);
    if (fabs(x) < 1e-9)
        return x;
    int q = __reduce(x, &r);
    struct __dd s = __dd_sin(r), c = __dd_cos(r);
    return q & 1 ? -__dd_div(c, s).hi : __dd_div(s, c).hi;
}

void sincos(double x, double *s, double *c)
{
    *s = sin(x);
    *c = cos(x);
}

float sinf(float x) { return (float)sin(x); }
float cosf(float x) { return (float)cos(x); }
float tanf(float x) { return (float)tan(x); }
