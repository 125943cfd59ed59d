#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    const char *s[] = { "3.14", "  -2.5e3xyz", ".5", "5.", "1e", "0x1p-3", "inf", "-nan", "1e400", "1e-400", "9007199254740993", "0.1", "123456789012345678901234567890", "2.2250738585072011e-308", "abc" };
    for (int i = 0; i < 15; i++) {
        char *end;
        errno = 0;
        double d = strtod(s[i], &end);
        printf("%s: %.17g, rest \"%s\", errno %d\n", s[i], d, end, errno);
    }
    printf("%g %.9g\n", atof("2.50"), strtof("0.1", NULL));
    return 0;
}
