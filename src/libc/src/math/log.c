/* Logarithms: x = 2^e m with m near 1, then 2 artanh((m - 1) / (m + 1)). */
#include <errno.h>
#include "internal/math.h"

static const struct __dd per_ln10 = { 0.4342944819032518, 1.098319650216765e-17 };
static const struct __dd per_ln2 = { 1.4426950408889634, 2.0355273740931033e-17 };

/* log of m in [sqrt 1/2, sqrt 2) to about 60 bits. */
static struct __dd near_one(struct __dd m)
{
    struct __dd f = __dd_div(__dd_add(m, __dd_of(-1)), __dd_add(m, __dd_of(1)));
    double square = f.hi * f.hi, tail = 0;
    for (int n = 25; n >= 3; n -= 2)
        tail = tail * square + 2.0 / n;
    return __dd_add(__dd_scale(f, 2), __dd_of(f.hi * square * tail));
}

/* Splits x into 2^e m. */
static struct __dd split(struct __dd x, int *e)
{
    double m = frexp(x.hi, e);
    if (m < 0.7071067811865476)
        --*e;
    double lo = scalbn(x.lo, -*e);
    struct __dd r = { scalbn(x.hi, -*e), lo };
    return r;
}

static struct __dd times_ln2(int e)
{
    struct __dd a = __two_sum(e * 0.6931471805592082, e * 7.371002565161996e-13);
    return __dd_add(a, __dd_of(e * 5.8029889835956905e-25));
}

struct __dd __dd_log_fast(struct __dd x)
{
    int e;
    struct __dd m = split(x, &e);
    return __dd_add(times_ln2(e), near_one(m));
}

/* One Newton step doubles the digits: y + (x exp(-y) - 1). */
struct __dd __dd_log(struct __dd x)
{
    int e, k;
    struct __dd m = split(x, &e), y = near_one(m);
    struct __dd p = __dd_exp(__dd_neg(y), &k);
    p = __dd_scale(__dd_add(__dd_of(1), p), scalbn(1, k));
    struct __dd delta = __dd_add(__dd_mul(m, p), __dd_of(-1));
    return __dd_add(times_ln2(e), __dd_add(y, delta));
}

/* What needs no computing: 1 when *r is the answer. */
static int special(double x, double *r)
{
    if (x != x || (x > 0 && __class_of(x) == FP_INFINITE))
        *r = x;
    else if (x < 0)
        *r = __invalid(x);
    else if (x == 0)
        *r = __overflow_to(-1);
    else
        return 0;
    return 1;
}

double log(double x)
{
    double r;
    return special(x, &r) ? r : __dd_log_fast(__dd_of(x)).hi;
}

double log10(double x)
{
    double r;
    return special(x, &r) ? (x < 0 ? fabs(r) : r) : __dd_mul(__dd_log_fast(__dd_of(x)), per_ln10).hi;
}

double log2(double x)
{
    double r;
    int e;
    if (special(x, &r))
        return r;
    struct __dd m = split(__dd_of(x), &e);
    return __dd_add(__dd_of(e), __dd_mul(near_one(m), per_ln2)).hi;
}

double log1p(double x)
{
    if (x != x || (x > 0 && __class_of(x) == FP_INFINITE))
        return x;
    if (x < -1)
        return __invalid(x);
    if (x == -1)
        return __overflow_to(-1);
    if (fabs(x) < 1e-17)
        return x;
    return __dd_log_fast(__two_sum(1, x)).hi;
}

float logf(float x) { return (float)log(x); }
float log10f(float x) { return (float)log10(x); }
float log2f(float x) { return (float)log2(x); }
float log1pf(float x) { return (float)log1p(x); }
