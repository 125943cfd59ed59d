#include <stdio.h>
#include <stdarg.h>
static int sum(int count, ...) {
    va_list v;
    int total = 0;
    va_start(v, count);
    while (count--) total += va_arg(v, int);
    va_end(v);
    return total;
}
static void mixed(const char *kinds, ...) {
    va_list v, copy;
    va_start(v, kinds);
    va_copy(copy, v);
    for (const char *k = kinds; *k; k++) {
        if (*k == 'i') printf("int %d; ", va_arg(v, int));
        else if (*k == 'd') printf("double %.2f; ", va_arg(v, double));
        else if (*k == 'l') printf("long long %lld; ", va_arg(v, long long));
        else if (*k == 's') printf("string %s; ", va_arg(v, const char *));
        else printf("char %c; ", va_arg(v, int));
    }
    printf("first again: %d\n", *kinds == 'i' ? va_arg(copy, int) : -1);
    va_end(copy);
    va_end(v);
}
static int log_to(char *buffer, size_t size, const char *format, ...) {
    va_list v;
    va_start(v, format);
    int n = vsnprintf(buffer, size, format, v);
    va_end(v);
    return n;
}
int main(void) {
    char buffer[16];
    printf("%d %d %d\n", sum(0), sum(1, 5), sum(10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    mixed("idlsc", 1, 2.5, 3000000000ll, "four", 'x');
    mixed("sididil", "s", 1, 1.5, 2, 2.5, 3, -1ll);
    int n = log_to(buffer, sizeof buffer, "%s=%d, %s=%d", "alpha", 1, "beta", 2);
    printf("%d %s\n", n, buffer);
    return 0;
}
