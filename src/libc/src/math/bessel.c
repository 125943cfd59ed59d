/* Bessel functions of the first kind, by their integral (1/pi) * integral of cos(n t - x sin t): the trapezoid rule over a
   period converges faster than any power of its step. */
#include "internal/math.h"

double jn(int n, double x)
{
    int steps = 64;
    double sum = 0;
    if (__class_of(x) <= FP_INFINITE)
        return x != x ? x : 0;
    while (steps < 4096 && steps < 2 * (fabs(x) + fabs((double)n)) + 64)
        steps *= 2;
    for (int i = 0; i < steps; i++) {
        double t = (i + 0.5) * 3.141592653589793 / steps;
        sum += cos(n * t - x * sin(t));
    }
    return sum / steps;
}

double j0(double x)
{
    return jn(0, x);
}

double j1(double x)
{
    return jn(1, x);
}
