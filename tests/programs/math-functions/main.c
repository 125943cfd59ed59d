/* Elementary functions to the digits programs print. */
#include <math.h>
#include <stdio.h>

int main(void)
{
    for (int i = -4; i <= 4; i++) {
        double x = i * 0.75;
        printf("%5.2f: sin %.10f cos %.10f tan %.8f atan %.10f\n", x, sin(x), cos(x), tan(x), atan(x));
        printf("       exp %.10g sinh %.10g cosh %.10g tanh %.10g\n", exp(x), sinh(x), cosh(x), tanh(x));
    }
    for (double x = 0.125; x < 3000; x *= 5)
        printf("%g: log %.12g log2 %.12g log10 %.12g sqrt %.12g cbrt %.10g\n", x, log(x), log2(x), log10(x), sqrt(x), cbrt(x));
    printf("pow %g %g %g %.12g %g\n", pow(2, 10), pow(10, -3), pow(-3, 3), pow(2, 0.5), pow(0, 0));
    printf("hypot %g atan2 %.8f %.8f %.8f\n", hypot(3, 4), atan2(1, -1), atan2(-1, -1), atan2(-0.0, -1));
    printf("asin %.10f acos %.10f\n", asin(0.5), acos(-0.5));
    printf("tgamma %.10g lgamma %.10g erf %.10f\n", tgamma(5.5), lgamma(10), erf(0.5));
    printf("large: %.10f %.10f\n", sin(1e15), cos(1e22));
    printf("floats: %.6f %.6f %.6f\n", sqrtf(2), powf(2, 0.25f), sinf(1));
    return 0;
}
