/* Exponentials and hyperbolic functions. */
#include <errno.h>
#include <math.h>
#include "internal/dd.h"

/* e^x rounded, with the error cases. */
static double finish(struct __dd e, int power)
{
    double r = __scale(e.hi + e.lo, power);
    if (isinf(r) || r == 0)
        return __math_error(ERANGE, r);
    return r;
}

static double exp_of(struct __dd x)
{
    int power;
    if (x.hi > 800)
        return __math_error(ERANGE, HUGE_VAL);
    if (x.hi < -800)
        return __math_error(ERANGE, 0);
    struct __dd e = __exp_dd(x, &power);
    return finish(e, power);
}

double exp(double x)
{
    if (isnan(x) || isinf(x))
        return x == -HUGE_VAL ? 0 : x;
    return exp_of(__dd_of(x, 0));
}

double exp2(double x)
{
    int power;
    if (isnan(x) || isinf(x))
        return x == -HUGE_VAL ? 0 : x;
    if (x >= 1024 || x < -1080)
        return __math_error(ERANGE, x > 0 ? HUGE_VAL : 0);
    int whole = (int)(x < 0 ? x - 0.5 : x + 0.5);
    struct __dd e = __exp_dd(__dd_mul(__dd_of(x - whole, 0), __dd_of(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)), &power);
    return finish(e, power + whole);
}

double exp10(double x)
{
    if (isnan(x) || isinf(x))
        return x == -HUGE_VAL ? 0 : x;
    if (x > 400 || x < -400)
        return __math_error(ERANGE, x > 0 ? HUGE_VAL : 0);
    return exp_of(__dd_mul(__dd_of(x, 0), __dd_of(0x1.26bb1bbb55516p+1, -0x1.f48ad494ea3e9p-53)));
}

/* e^x - 1 in double-double, |x| <= 700. */
static struct __dd expm1_dd(double x)
{
    int power;
    if (fabs(x) < 1e-4) { /* the series: subtracting 1 would lose digits */
        struct __dd z = __two_product(x, x);
        struct __dd r = __dd_add(__dd_of(x, 0), __dd_of(z.hi * 0.5, z.lo * 0.5));
        return __dd_add(r, __dd_of(x * x * x / 6 * (1 + x / 4 * (1 + x / 5)), 0));
    }
    struct __dd e = __exp_dd(__dd_of(x, 0), &power);
    return __dd_add(__dd_of(__scale(e.hi, power), __scale(e.lo, power)), __dd_of(-1, 0));
}

double expm1(double x)
{
    if (isnan(x) || x == 0 || x == HUGE_VAL)
        return x;
    if (x > 700)
        return exp(x);
    if (x < -60)
        return -1;
    struct __dd e = expm1_dd(x);
    return e.hi + e.lo;
}

/* e^|x|/2 and e^-|x|/2, in double-double. */
static void halves(double x, struct __dd *up, struct __dd *down)
{
    int power;
    struct __dd e = __exp_dd(__dd_of(fabs(x), 0), &power);
    *up = __dd_of(__scale(e.hi, power - 1), __scale(e.lo, power - 1));
    e = __dd_div(__dd_of(1, 0), e);
    *down = __dd_of(__scale(e.hi, -power - 1), __scale(e.lo, -power - 1));
}

static double large(double x)
{
    int power;
    if (fabs(x) > 720)
        return __math_error(ERANGE, HUGE_VAL);
    struct __dd e = __exp_dd(__dd_of(fabs(x), 0), &power);
    return finish(e, power - 1);
}

double cosh(double x)
{
    struct __dd up, down;
    if (isnan(x) || isinf(x))
        return fabs(x);
    if (fabs(x) > 40)
        return large(x);
    halves(x, &up, &down);
    up = __dd_add(up, down);
    return up.hi + up.lo;
}

double sinh(double x)
{
    struct __dd up, down;
    if (isnan(x) || isinf(x) || x == 0)
        return x;
    if (fabs(x) > 40)
        return copysign(large(x), x);
    if (fabs(x) < 1e-4)
        return x + x * x * x / 6;
    halves(x, &up, &down);
    up = __dd_add(up, __dd_of(-down.hi, -down.lo));
    return copysign(up.hi + up.lo, x);
}

double tanh(double x)
{
    if (isnan(x) || x == 0)
        return x;
    if (fabs(x) > 22)
        return copysign(1, x);
    struct __dd e = expm1_dd(2 * x), r = __dd_div(e, __dd_add(e, __dd_of(2, 0)));
    return r.hi + r.lo;
}
