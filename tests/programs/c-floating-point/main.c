#include <float.h>
#include <stdio.h>

static float half(float x) { return x / 2; }
static double mean(const double *v, int n)
{
    double t = 0;
    for (int i = 0; i < n; i++)
        t += v[i];
    return t / n;
}

int main(void)
{
    double v[] = { 1.5, 2.25, -3, 1e3 };
    printf("%f %g %f\n", mean(v, 4), half(3), 0.1 + 0.2);
    printf("%d %d %d\n", 0.1 + 0.2 == 0.3, 0.1f == 0.1, 1e16 + 1 == 1e16);
    float f = 16777216.0f;
    f += 1;
    printf("%.1f %.9g\n", f, 1.0f / 3.0f);
    double zero = 0, inf = 1 / zero;
    printf("%f %f %d %d\n", inf, -inf, inf > DBL_MAX, zero == -zero);
    double nan = inf - inf;
    printf("%d %d %d\n", nan == nan, nan < 1, nan != nan);
    printf("%d %d %d %d\n", (int)2.9f, (int)-2.9, (unsigned char)255.9, (int)1e9);
    printf("%g %g %g\n", DBL_EPSILON, FLT_MAX, DBL_MIN);
    int i = 7;
    i *= 1.5;
    i -= 0.5;
    printf("%d\n", i);
    unsigned u = 3000000000u;
    printf("%.1f %.1f %u\n", (double)u, (double)(float)u, (unsigned)3e9);
    long long big = 9007199254740993LL;
    printf("%.1f %lld\n", (double)big, (long long)(double)big);
    double x = 1;
    for (int k = 0; k < 20; k++)
        x = (x + 2 / x) / 2;
    printf("%.15f\n", x);
    return 0;
}
