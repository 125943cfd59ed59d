#include <stdio.h>
#include <stdlib.h>
#include <errno.h>
int main(void) {
    const char *v[] = {"42", "-17", "+8", "  99  ", "0x1F", "077", "12abc", "", "abc", "zz", "99999999999999999999", "-99999999999999999999", "0x", "- 1"};
    for (int i = 0; i < 14; i++) {
        char *end;
        errno = 0;
        long long a = strtoll(v[i], &end, 10);
        printf("[%s] %lld '%s' %d", v[i], a, end, errno == ERANGE);
        errno = 0;
        a = strtoll(v[i], &end, 0); printf(" | %lld '%s'", a, end);
        a = strtoll(v[i], NULL, 36); printf(" | %lld\n", a);
    }
    printf("%d %d %d\n", atoi("123x"), atoi(" -5"), atoi("x"));
    const char *d[] = {"3.14", "-1e3", ".5", "5.", "1e", "inf", "-nan", "0x1p4", "1e400", "abc"};
    for (int i = 0; i < 10; i++) { char *end; double x = strtod(d[i], &end); printf("[%s] %g '%s'\n", d[i], x, end); }
    printf("%.3f\n", atof("2.71828"));
    div_t q = div(-17, 5);
    printf("%d %d %d\n", q.quot, q.rem, abs(-4));
    return 0;
}
