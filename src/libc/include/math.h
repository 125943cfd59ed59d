/* <math.h>: mathematics (C11 7.12). long double is double. */
#ifndef _MATH_H
#define _MATH_H
typedef float float_t;
typedef double double_t;
#define HUGE_VAL __builtin_huge_val()
#define HUGE_VALF __builtin_huge_valf()
#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
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
#define MAXFLOAT 3.40282346638528859812e+38F
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
int __class_of(double);
int __class_of_float(float);
int __sign_of(double);
int __infinity_of(double);   /* 1, -1 or 0 */
#define fpclassify(x) (sizeof(x) == 4 ? __class_of_float(x) : __class_of(x))
#define isnan(x) (__class_of(x) == FP_NAN)
#define isinf(x) __infinity_of(x)
#define isfinite(x) (__class_of(x) > FP_INFINITE)
#define isnormal(x) (fpclassify(x) == FP_NORMAL)
#define signbit(x) __sign_of(x)
#define isgreater(x, y) ((x) > (y))
#define isgreaterequal(x, y) ((x) >= (y))
#define isless(x, y) ((x) < (y))
#define islessequal(x, y) ((x) <= (y))
#define islessgreater(x, y) ((x) < (y) || (x) > (y))
#define isunordered(x, y) (isnan(x) || isnan(y))
#define __MATH_1(name) double name(double); float name##f(float);
#define __MATH_2(name) double name(double, double); float name##f(float, float);
__MATH_1(acos) __MATH_1(asin) __MATH_1(atan) __MATH_1(cos) __MATH_1(sin) __MATH_1(tan)
__MATH_1(acosh) __MATH_1(asinh) __MATH_1(atanh) __MATH_1(cosh) __MATH_1(sinh) __MATH_1(tanh)
__MATH_1(exp) __MATH_1(exp2) __MATH_1(exp10) __MATH_1(expm1) __MATH_1(log) __MATH_1(log2) __MATH_1(log10) __MATH_1(log1p) __MATH_1(logb)
__MATH_1(sqrt) __MATH_1(cbrt) __MATH_1(fabs) __MATH_1(ceil) __MATH_1(floor) __MATH_1(trunc) __MATH_1(round) __MATH_1(rint)
__MATH_1(nearbyint) __MATH_1(erf) __MATH_1(erfc) __MATH_1(tgamma) __MATH_1(lgamma)
__MATH_2(atan2) __MATH_2(pow) __MATH_2(hypot) __MATH_2(fmod) __MATH_2(remainder) __MATH_2(copysign) __MATH_2(nextafter)
__MATH_2(fdim) __MATH_2(fmax) __MATH_2(fmin)
#undef __MATH_1
#undef __MATH_2
double fma(double, double, double);
float fmaf(float, float, float);
double frexp(double, int *);
float frexpf(float, int *);
double ldexp(double, int);
float ldexpf(float, int);
double scalbn(double, int);
float scalbnf(float, int);
double scalbln(double, long);
float scalblnf(float, long);
double modf(double, double *);
float modff(float, float *);
double remquo(double, double, int *);
float remquof(float, float, int *);
double nan(const char *);
float nanf(const char *);
int ilogb(double);
int ilogbf(float);
long lround(double);
long lroundf(float);
long lrint(double);
long lrintf(float);
long long llround(double);
long long llroundf(float);
long long llrint(double);
long long llrintf(float);
double drem(double, double);
double gamma(double);
double lgamma_r(double, int *);
double j0(double);
double j1(double);
double jn(int, double);
extern int signgam;
void sincos(double, double *, double *);
#ifdef __PROCESS_LAB__
#define acosl acos
#define asinl asin
#define atanl atan
#define atan2l atan2
#define cosl cos
#define sinl sin
#define tanl tan
#define coshl cosh
#define sinhl sinh
#define tanhl tanh
#define expl exp
#define exp2l exp2
#define expm1l expm1
#define logl log
#define log2l log2
#define log10l log10
#define log1pl log1p
#define powl pow
#define sqrtl sqrt
#define cbrtl cbrt
#define hypotl hypot
#define fabsl fabs
#define ceill ceil
#define floorl floor
#define truncl trunc
#define roundl round
#define rintl rint
#define fmodl fmod
#define fmaxl fmax
#define fminl fmin
#define fmal fma
#define copysignl copysign
#define ldexpl ldexp
#define frexpl frexp
#define modfl modf
#define lroundl lround
#define llroundl llround
#define lrintl lrint
#define llrintl llrint
#endif
#endif
