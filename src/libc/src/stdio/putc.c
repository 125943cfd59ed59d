/* Characters out. */
#include "internal/file.h"

int fputc(int c, FILE *f)
{
    __flock(f);
    int r = __PUTC(c, f);
    __funlock(f);
    return r;
}

int putc(int c, FILE *f)
{
    return fputc(c, f);
}

int putchar(int c)
{
    return fputc(c, stdout);
}

int fputc_unlocked(int c, FILE *f)
{
    return __PUTC(c, f);
}

int putc_unlocked(int c, FILE *f)
{
    return __PUTC(c, f);
}

int putchar_unlocked(int c)
{
    return __PUTC(c, stdout);
}
