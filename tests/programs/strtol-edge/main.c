#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void show(const char *s, int base)
{
    char *end;
    errno = 0;
    long long v = strtoll(s, &end, base);
    printf("%-22s base %2d: %lld, rest \"%s\", errno %d\n", s, base, v, end, errno);
}

int main(void)
{
    long r;
    show("42", 10);
    show("  -42abc", 10);
    show("+7", 10);
    show("0x1F", 16);
    show("0x1F", 0);
    show("017", 0);
    show("0x", 16);
    show("zz", 36);
    show("1010", 2);
    show("", 10);
    show("-", 10);
    show("9223372036854775807", 10);
    show("9223372036854775808", 10);
    show("-9223372036854775809", 10);
    printf("%d %d %d\n", atoi("123abc"), atoi("-5"), atoi("x"));
    r = strtoul("5", NULL, 99) == 0 && errno == EINVAL;
    printf("%ld %s\n", (long)r, strerror(errno));
    return 0;
}
