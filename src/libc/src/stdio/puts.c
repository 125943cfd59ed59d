/* Strings out. */
#include <string.h>
#include "internal/file.h"

int fputs(const char *restrict s, FILE *restrict f)
{
    size_t n = strlen(s);
    __flock(f);
    size_t done = __put(f, s, n);
    __funlock(f);
    return done == n ? 1 : EOF;
}

int fputs_unlocked(const char *restrict s, FILE *restrict f)
{
    size_t n = strlen(s);
    return __put(f, s, n) == n ? 1 : EOF;
}

int puts(const char *s)
{
    size_t n = strlen(s);
    __flock(stdout);
    int r = __put(stdout, s, n) == n && __PUTC('\n', stdout) >= 0 ? (int)n + 1 : EOF;
    __funlock(stdout);
    return r;
}
