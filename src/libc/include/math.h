/* <math.h>: mathematics (C11 7.12). Functions are right to the last bit or nearly so. */
#ifndef _MATH_H
#define _MATH_H
typedef float float_t;
typedef double double_t;
#define HUGE_VAL (1e300 * 1e300)
#define HUGE_VALF ((float)HUGE_VAL)
#define HUGE_VALL ((long double)HUGE_VAL)
#define INFINITY ((float)HUGE_VAL)
#define NAN __builtin_nanf("")
#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
#define FP_ILOGB0 (-2147483647 - 1)
#define FP_ILOGBNAN (-2147483647 - 1)
#define MATH_ERRNO 1
#define MATH_ERREXCEPT 2
#define math_errhandling 3
#define M_E 2.7182818284590452354
#define M_LOG2E 1.4426950408889634074
#define M_LOG10E 0.43429448190325182765
#define M_LN2 0.69314718055994530942
#define M_LN10 2.30258509299404568402
#define M_PI 3.14159265358979323846
#define M_PI_2 1.57079632679489661923
#define M_PI_4 0.78539816339744830962
#define M_1_PI 0.31830988618379067154
#define M_2_PI 0.63661977236758134308
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2 1.41421356237309504880
#define M_SQRT1_2 0.70710678118654752440
#define fpclassify(x) (sizeof(x) == sizeof(float) ? __fpclassifyf(x) : __fpclassify(x))
#define isnan(x) (fpclassify(x) == FP_NAN)
#define isinf(x) (fpclassify(x) == FP_INFINITE ? ((x) > 0 ? 1 : -1) : 0)
#define isfinite(x) (fpclassify(x) > FP_INFINITE)
#define isnormal(x) (fpclassify(x) == FP_NORMAL)
#define signbit(x) __signbit(x)
#define isgreater(x, y) ((x) > (y))
#define isgreaterequal(x, y) ((x) >= (y))
#define isless(x, y) ((x) < (y))
#define islessequal(x, y) ((x) <= (y))
#define islessgreater(x, y) ((x) < (y) || (x) > (y))
#define isunordered(x, y) (isnan(x) || isnan(y))
int __fpclassify(double);
int __fpclassifyf(float);
int __signbit(double);
extern int signgam;
#define __UNARY(name) double name(double); float name##f(float); long double name##l(long double);
#define __BINARY(name) double name(double, double); float name##f(float, float); long double name##l(long double, long double);
__UNARY(sin) __UNARY(cos) __UNARY(tan) __UNARY(asin) __UNARY(acos) __UNARY(atan) __UNARY(sinh) __UNARY(cosh) __UNARY(tanh)
__UNARY(asinh) __UNARY(acosh) __UNARY(atanh) __UNARY(exp) __UNARY(exp2) __UNARY(expm1) __UNARY(log) __UNARY(log2)
__UNARY(log10) __UNARY(log1p) __UNARY(logb) __UNARY(sqrt) __UNARY(cbrt) __UNARY(fabs) __UNARY(floor) __UNARY(ceil)
__UNARY(trunc) __UNARY(round) __UNARY(rint) __UNARY(nearbyint) __UNARY(erf) __UNARY(erfc) __UNARY(tgamma) __UNARY(lgamma)
__BINARY(atan2) __BINARY(pow) __BINARY(hypot) __BINARY(fmod) __BINARY(remainder) __BINARY(copysign) __BINARY(nextafter)
__BINARY(fdim) __BINARY(fmax) __BINARY(fmin)
double exp10(double);
double drem(double, double);
void sincos(double, double *, double *);
double roundeven(double);
double nexttoward(double, double);
double remquo(double, double, int *);
double fma(double, double, double);
float fmaf(float, float, float);
double ldexp(double, int);
float ldexpf(float, int);
long double ldexpl(long double, int);
double scalbn(double, int);
float scalbnf(float, int);
double scalbln(double, long);
int ilogb(double);
double frexp(double, int *);
float frexpf(float, int *);
long double frexpl(long double, int *);
double modf(double, double *);
float modff(float, float *);
long double modfl(long double, long double *);
long lround(double);
long lroundf(float);
long lroundl(long double);
long lrint(double);
long lrintf(float);
long long llround(double);
long long llroundl(long double);
long long llrint(double);
double nan(const char *);
#undef __UNARY
#undef __BINARY
#endif
