/* Double-double arithmetic: a value is the unevaluated sum hi + lo of two doubles, about 106 bits. Results are rounded to
   double once at the end, so that printed digits equal those of other correct libraries. No contraction to fma is assumed. */
#ifndef _INTERNAL_MATH_H
#define _INTERNAL_MATH_H
#include <math.h>
struct __dd { double hi, lo; };
union __bits { double d; unsigned long long u; struct { unsigned low, high; } w; };
double __invalid(double x);    /* NaN with errno EDOM; x itself when x is NaN */
double __overflow_to(double sign);      /* infinity of that sign with errno ERANGE */
double __underflow_to(double sign);     /* zero of that sign with errno ERANGE */
struct __dd __dd_exp(struct __dd x, int *k);   /* exp(x) = (1 + result) * 2^k; |x| < 800 */
struct __dd __dd_log_fast(struct __dd x);      /* about 60 bits */
struct __dd __dd_log(struct __dd x);           /* about 100 bits */
struct __dd __dd_atan2(struct __dd y, struct __dd x);   /* first quadrant, neither is 0 */
int __reduce(double x, struct __dd *r);        /* x = q * pi/2 + r, |r| <= pi/4; returns q mod 4 */
struct __dd __dd_sin(struct __dd r);           /* |r| <= pi/4 */
struct __dd __dd_cos(struct __dd r);

static inline struct __dd __two_sum(double a, double b)
{
    double s = a + b, t = s - a;
    struct __dd r = { s, (a - (s - t)) + (b - t) };
    return r;
}

static inline struct __dd __two_product(double a, double b)
{
    double p = a * b, t = 134217729.0 * a, u = 134217729.0 * b;
    double ah = t - (t - a), bh = u - (u - b), al = a - ah, bl = b - bh;
    struct __dd r = { p, ((ah * bh - p) + ah * bl + al * bh) + al * bl };
    return r;
}

static inline struct __dd __dd_add(struct __dd a, struct __dd b)
{
    struct __dd s = __two_sum(a.hi, b.hi), t = __two_sum(a.lo, b.lo);
    s = __two_sum(s.hi, s.lo + t.hi);
    return __two_sum(s.hi, s.lo + t.lo);
}

static inline struct __dd __dd_mul(struct __dd a, struct __dd b)
{
    struct __dd p = __two_product(a.hi, b.hi);
    return __two_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

static inline struct __dd __dd_neg(struct __dd a)
{
    struct __dd r = { -a.hi, -a.lo };
    return r;
}

static inline struct __dd __dd_div(struct __dd a, struct __dd b)
{
    double q = a.hi / b.hi;
    struct __dd p = __two_product(q, b.hi);
    double rest = (((a.hi - p.hi) - p.lo) + a.lo) - q * b.lo;
    struct __dd one = __two_sum(q, rest / b.hi);
    struct __dd back = __dd_mul(one, b);
    struct __dd left = __dd_add(a, __dd_neg(back));
    return __two_sum(one.hi, one.lo + left.hi / b.hi);
}

static inline struct __dd __dd_of(double x)
{
    struct __dd r = { x, 0 };
    return r;
}

static inline struct __dd __dd_scale(struct __dd a, double power_of_two)
{
    struct __dd r = { a.hi * power_of_two, a.lo * power_of_two };
    return r;
}

static inline struct __dd __dd_sqrt(struct __dd a)
{
    double s = sqrt(a.hi);
    if (s == 0)
        return __dd_of(0);
    struct __dd square = __two_product(s, s);
    struct __dd left = __dd_add(a, __dd_neg(square));
    return __two_sum(s, left.hi / (2 * s));
}
#endif
