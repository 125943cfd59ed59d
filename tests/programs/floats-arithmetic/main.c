#include <stdio.h>
int main(void) {
    float f = 0.1f;
    double d = 0.1;
    printf("%d %.9g %.9g\n", f == d, f, d);
    float sum = 0;
    for (int i = 0; i < 100; i++) sum += 0.1f;
    printf("%.6f\n", sum);
    double x = 2;
    for (int i = 0; i < 6; i++) x = (x + 2 / x) / 2;
    printf("%.15f\n", x);
    printf("%d %d %d %d\n", (int)3.99, (int)-3.99, (int)1e9, (unsigned char)65.7);
    printf("%d %d %d\n", 0.1 + 0.2 == 0.3, 1.0 / 3 * 3 == 1.0, 0.5 + 0.25 == 0.75);
    double zero = 0, nan = zero / zero;
    printf("%d %d %d\n", nan == nan, nan < 1, nan != nan);
    printf("%.1f %.1f\n", 7.0 / 2, (double)(7 / 2));
    double pi = 0;
    for (int i = 0; i < 1000; i++) pi += (i % 2 ? -4.0 : 4.0) / (2 * i + 1);
    printf("%.10f\n", pi);
    return 0;
}
