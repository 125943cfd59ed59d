/* Formatted input from strings. */
#include "internal/file.h"

static int next(struct __source *s)
{
    return *s->at ? *s->at++ : EOF;
}

static void put_back(struct __source *s, int c)
{
    (void)c;
    s->at--;
}

int vsscanf(const char *restrict text, const char *restrict format, va_list args)
{
    struct __source s = { next, put_back, (const unsigned char *)text, 0, 0 };
    return __scan(&s, format, args);
}

int sscanf(const char *restrict text, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int r = vsscanf(text, format, args);
    va_end(args);
    return r;
}
