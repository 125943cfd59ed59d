/* Whole numbers from text (C11 7.22.1.4). */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

static unsigned digit_of(char c)
{
    if ((unsigned)c - '0' < 10)
        return (unsigned)c - '0';
    if (((unsigned)c | 32) - 'a' < 26)
        return ((unsigned)c | 32) - 'a' + 10;
    return 99;
}

/* Parses the sign and digits. `most` is the largest value, one more when negative is allowed its own limit. */
static unsigned long long parse(const char *s, char **end, int base, unsigned long long most, int is_signed)
{
    const char *p = s, *done = s;
    int negative = 0, overflow = 0;
    unsigned long long v = 0;
    if (base < 0 || base == 1 || base > 36) {
        errno = EINVAL;
        if (end)
            *end = (char *)s;
        return 0;
    }
    while (isspace((unsigned char)*p))
        p++;
    if (*p == '-' || *p == '+')
        negative = *p++ == '-';
    if ((base == 0 || base == 16) && p[0] == '0' && (p[1] | 32) == 'x' && digit_of(p[2]) < 16) {
        base = 16;
        p += 2;
    } else if (base == 0)
        base = *p == '0' ? 8 : 10;
    if (is_signed && negative)
        most++;
    for (unsigned d; (d = digit_of(*p)) < (unsigned)base; done = ++p) {
        if (overflow)
            continue;
        /* Below 2^25 the next value fits in 31 bits; no 64-bit division for the common case. */
        if (v >= 1u << 25 && v > (most - d) / (unsigned)base)
            overflow = 1;
        else
            v = v * (unsigned)base + d;
    }
    if (end)
        *end = (char *)done;
    if (overflow) {
        errno = ERANGE;
        return is_signed && negative ? -most : most;
    }
    return negative ? -v : v;
}

long strtol(const char *restrict s, char **restrict end, int base)
{
    unsigned long long v = parse(s, end, base, LONG_MAX, 1);
    return (long)v;
}

unsigned long strtoul(const char *restrict s, char **restrict end, int base)
{
    return (unsigned long)parse(s, end, base, ULONG_MAX, 0);
}

long long strtoll(const char *restrict s, char **restrict end, int base)
{
    return (long long)parse(s, end, base, LLONG_MAX, 1);
}

unsigned long long strtoull(const char *restrict s, char **restrict end, int base)
{
    return parse(s, end, base, ULLONG_MAX, 0);
}

intmax_t strtoimax(const char *restrict s, char **restrict end, int base)
{
    return strtoll(s, end, base);
}

uintmax_t strtoumax(const char *restrict s, char **restrict end, int base)
{
    return strtoull(s, end, base);
}
