#include <stdarg.h>
#include <stdio.h>

typedef int (*operation)(int, int);
static int add(int a, int b) { return a + b; }
static int mul(int a, int b) { return a * b; }
static operation pick(char c) { return c == '+' ? add : mul; }
static int apply(int (*f)(int, int), int n, ...)
{
    va_list args;
    va_start(args, n);
    int r = va_arg(args, int);
    for (int i = 1; i < n; i++)
        r = f(r, va_arg(args, int));
    va_end(args);
    return r;
}
static double mixed(int n, ...)
{
    va_list args, again;
    double t = 0;
    va_start(args, n);
    va_copy(again, args);
    for (int i = 0; i < n; i++) {
        t += va_arg(args, double);
        t += (double)va_arg(args, long long);
    }
    t += va_arg(again, double);
    va_end(again);
    va_end(args);
    return t;
}
static int old_style(a, b) int a; char b; { return a + b; }
static int counter(void)
{
    static int n = 10;
    return n++;
}
static unsigned long long fact(unsigned n) { return n < 2 ? 1 : n * fact(n - 1); }
static int even(int n);
static int odd(int n) { return n ? even(n - 1) : 0; }
static int even(int n) { return n ? odd(n - 1) : 1; }
static int many(int a, int b, int c, int d, int e, int f, int g, int h, int i, long long j, double k) { return a + b + c + d + e + f + g + h + i + (int)j + (int)k; }

int main(void)
{
    operation table[] = { add, mul, pick('+') };
    printf("%d %d %d\n", table[0](2, 3), (*table[1])(4, 5), apply(table[2], 4, 1, 2, 3, 4));
    printf("%g\n", mixed(2, 1.5, 2LL, 3.25, -1LL));
    printf("%d %d\n", old_style(3, 'a'), counter() + counter());
    printf("%llu %d %d\n", fact(20), even(10), odd(10));
    printf("%d\n", many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11.5));
    printf("%s\n", __func__);
    return 0;
}
