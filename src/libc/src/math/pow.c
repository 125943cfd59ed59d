/* pow = exp(y log x), both in double-double: whole powers come out exact. Special cases: C11 annex F.10.4.4. */
#include "internal/math.h"

/* 0: y is no whole number, 1: odd, 2: even. */
static int parity(double y)
{
    if (fabs(y) >= 9007199254740992.0)
        return 2;
    if (trunc(y) != y)
        return 0;
    return trunc(y / 2) * 2 == y ? 2 : 1;
}

static double of_zero_or_infinity(double x, double y, int odd)
{
    double sign = odd && __sign_of(x) ? -1 : 1;
    if ((x == 0) == (y > 0))
        return sign * 0.0;
    return x == 0 ? __overflow_to(sign) : sign * HUGE_VAL;
}

double pow(double x, double y)
{
    double sign = 1, a = fabs(x);
    if (y == 0 || x == 1)
        return 1;
    if (x != x || y != y)
        return x + y;
    if (__class_of(y) == FP_INFINITE)
        return a == 1 ? 1 : (a > 1) == (y > 0) ? HUGE_VAL : 0;
    int kind = parity(y), k;
    if (x == 0 || __class_of(x) == FP_INFINITE)
        return of_zero_or_infinity(x, y, kind == 1);
    if (x < 0) {
        if (kind == 0)
            return __invalid(x);
        sign = kind == 1 ? -1 : 1;
        if (a == 1)
            return sign;
    }
    struct __dd l = __dd_log(__dd_of(a));
    if (fabs(l.hi) * fabs(y) > 800)
        return (l.hi > 0) == (y > 0) ? __overflow_to(sign) : __underflow_to(sign);
    struct __dd p = __dd_exp(__dd_mul(l, __dd_of(y)), &k);
    return sign * ldexp(__dd_add(__dd_of(1), p).hi, k);
}

float powf(float x, float y)
{
    return (float)pow(x, y);
}
