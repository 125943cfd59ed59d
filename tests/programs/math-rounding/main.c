/* Rounding, remainders, parts of numbers, and the special values. */
#include <math.h>
#include <stdio.h>

int main(void)
{
    double v[] = { -2.5, -1.5, -0.5, -0.2, 0.2, 0.5, 1.5, 2.5, 2.7, 1e17 };
    for (int i = 0; i < 10; i++)
        printf("%g: floor %g ceil %g trunc %g round %g rint %g lround %ld\n", v[i], floor(v[i]), ceil(v[i]), trunc(v[i]), round(v[i]), rint(v[i]), i < 9 ? lround(v[i]) : 0);
    printf("fmod %g %g remainder %g %g\n", fmod(7.5, 2), fmod(-7.5, 2), remainder(7.5, 2), remainder(-7, 4));
    int e;
    double whole, fraction = frexp(48.5, &e);
    printf("frexp %g %d ldexp %g\n", fraction, e, ldexp(0.75, 4));
    fraction = modf(-3.75, &whole);
    printf("modf %g %g\n", fraction, whole);
    printf("fmax %g fmin %g fdim %g %g copysign %g\n", fmax(1, NAN), fmin(-1, 2), fdim(3, 1), fdim(1, 3), copysign(2, -0.0));
    volatile double zero = 0;
    printf("%g %g %d %d\n", 1 / zero, -1 / zero, isinf(1 / zero) != 0, isnan(NAN) != 0);
    printf("log(0) %f exp(1000) %f exp(-1000) %f\n", log(zero), exp(1000 + zero), exp(zero - 1000));
    printf("classes %d %d %d %d %d\n", fpclassify(1.0) == FP_NORMAL, fpclassify(0.0) == FP_ZERO, fpclassify(1e-310) == FP_SUBNORMAL, fpclassify(INFINITY) == FP_INFINITE, fpclassify(NAN) == FP_NAN);
    printf("signbit %d %d next %d fma %g\n", signbit(-0.0) != 0, signbit(1.0) != 0, nextafter(1, 2) > 1, fma(2, 3, 4));
    return 0;
}
