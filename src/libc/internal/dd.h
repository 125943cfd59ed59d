/* Double-double arithmetic: a number as the unevaluated sum of two doubles, about 106 bits. The functions of <math.h>
   compute in it so that one rounding, the last, decides their result. Needs round-to-nearest and no contraction. */
#ifndef _INTERNAL_DD_H
#define _INTERNAL_DD_H
struct __dd { double hi, lo; };
union __double { double x; unsigned long long bits; };

/* a + b exactly. */
static struct __dd __two_sum(double a, double b)
{
    struct __dd r;
    r.hi = a + b;
    double bb = r.hi - a;
    r.lo = (a - (r.hi - bb)) + (b - bb);
    return r;
}

/* a + b exactly when |a| >= |b|. */
static struct __dd __quick_sum(double a, double b)
{
    struct __dd r;
    r.hi = a + b;
    r.lo = b - (r.hi - a);
    return r;
}

/* a · b exactly (Dekker), unless it overflows near 2^996. */
static struct __dd __two_product(double a, double b)
{
    struct __dd r;
    double t = 134217729.0 * a, ah = t - (t - a), al = a - ah;
    double u = 134217729.0 * b, bh = u - (u - b), bl = b - bh;
    r.hi = a * b;
    r.lo = ((ah * bh - r.hi) + ah * bl + al * bh) + al * bl;
    return r;
}

static struct __dd __dd_add(struct __dd a, struct __dd b)
{
    struct __dd s = __two_sum(a.hi, b.hi), t = __two_sum(a.lo, b.lo);
    s.lo += t.hi;
    s = __quick_sum(s.hi, s.lo);
    s.lo += t.lo;
    return __quick_sum(s.hi, s.lo);
}

static struct __dd __dd_mul(struct __dd a, struct __dd b)
{
    struct __dd p = __two_product(a.hi, b.hi);
    p.lo += a.hi * b.lo + a.lo * b.hi;
    return __quick_sum(p.hi, p.lo);
}

static struct __dd __dd_div(struct __dd a, struct __dd b)
{
    double q = a.hi / b.hi;
    struct __dd p = __two_product(q, b.hi);
    double rest = ((a.hi - p.hi) - p.lo) + a.lo - q * b.lo;
    return __quick_sum(q, rest / b.hi);
}

static struct __dd __dd_of(double hi, double lo)
{
    struct __dd r = { hi, lo };
    return r;
}

/* mathcore.c: e^x as result · 2^*power; ln x for finite x > 0; sine and cosine of x (quadrant reduced). */
struct __dd __exp_dd(struct __dd x, int *power);
struct __dd __log_dd(double x);
void __sincos_dd(double x, struct __dd *sine, struct __dd *cosine);
struct __dd __atan_dd(struct __dd y, struct __dd x);
double __scale(double x, int power);
double __math_error(int number, double result);
#endif
