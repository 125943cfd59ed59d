/* Formatted input from streams. */
#include "internal/file.h"

static int next(struct __source *s)
{
    return __GETC(s->file);
}

static void put_back(struct __source *s, int c)
{
    ungetc(c, s->file);
}

int vfscanf(FILE *restrict f, const char *restrict format, va_list args)
{
    struct __source s = { next, put_back, 0, f, 0 };
    __flock(f);
    int r = __scan(&s, format, args);
    __funlock(f);
    return r;
}

int fscanf(FILE *restrict f, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int r = vfscanf(f, format, args);
    va_end(args);
    return r;
}
