/* The long double versions: long double is double under our compiler. */
/* also defines: sinl cosl tanl asinl acosl atanl atan2l expl exp2l logl log2l log10l powl sqrtl cbrtl hypotl fabsl floorl ceill truncl roundl fmodl fmaxl fminl copysignl ldexpl frexpl modfl lroundl llroundl rintl */
#ifdef __PROCESS_LAB__
#include <math.h>

long double sinl(long double x) { return sin(x); }
long double cosl(long double x) { return cos(x); }
long double tanl(long double x) { return tan(x); }
long double asinl(long double x) { return asin(x); }
long double acosl(long double x) { return acos(x); }
long double atanl(long double x) { return atan(x); }
long double atan2l(long double y, long double x) { return atan2(y, x); }
long double expl(long double x) { return exp(x); }
long double exp2l(long double x) { return exp2(x); }
long double logl(long double x) { return log(x); }
long double log2l(long double x) { return log2(x); }
long double log10l(long double x) { return log10(x); }
long double powl(long double x, long double y) { return pow(x, y); }
long double sqrtl(long double x) { return sqrt(x); }
long double cbrtl(long double x) { return cbrt(x); }
long double hypotl(long double x, long double y) { return hypot(x, y); }
long double fabsl(long double x) { return fabs(x); }
long double floorl(long double x) { return floor(x); }
long double ceill(long double x) { return ceil(x); }
long double truncl(long double x) { return trunc(x); }
long double roundl(long double x) { return round(x); }
long double rintl(long double x) { return rint(x); }
long lroundl(long double x) { return lround(x); }
long long llroundl(long double x) { return llround(x); }
long double fmodl(long double x, long double y) { return fmod(x, y); }
long double fmaxl(long double x, long double y) { return fmax(x, y); }
long double fminl(long double x, long double y) { return fmin(x, y); }
long double copysignl(long double x, long double y) { return copysign(x, y); }
long double ldexpl(long double x, int e) { return ldexp(x, e); }
long double frexpl(long double x, int *e) { return frexp(x, e); }

long double modfl(long double x, long double *whole)
{
    double w, r = modf(x, &w);
    *whole = w;
    return r;
}
#endif
