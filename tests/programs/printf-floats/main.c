#include <stdio.h>

int main(void)
{
    double v[] = { 0.0, 1.0, -1.5, 3.14159265358979, 1e10, 1e-10, 123456.789, 0.1, 2.5, 3.5, 1e100, 5e-324 };
    for (int i = 0; i < 12; i++) {
        printf("%f %.0f %.2f %10.3f|%-10.1f|%+.1f\n", v[i], v[i], v[i], v[i], v[i], v[i]);
        printf("%e %.2e %E %g %G %.3g %#g %.17g\n", v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i]);
        printf("%a\n", v[i]);
    }
    float f = 0.1f;
    printf("%.10f %g\n", f, f);
    printf("%f %F %e %g %5.1f|%-6f|\n", 1e308 * 10, -1e308 * 10, 1e308 * 10, -1e308 * 10, 1e308 * 10, 1e308 * 10);
    return 0;
}
