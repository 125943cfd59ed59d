/* Formatted output to streams. */
#include <stdlib.h>
#include "internal/file.h"

static void to_stream(struct __sink *s, const char *data, size_t n)
{
    if (__put(s->file, data, n) != n)
        s->error = 1;
}

int vfprintf(FILE *restrict f, const char *restrict format, va_list args)
{
    unsigned char space[1024];
    struct __sink sink = { to_stream, 0, 0, f, 0, 0 };
    __flock(f);
    /* An unbuffered stream gets one write for the whole text. */
    int unbuffered = f->mode == _IONBF;
    if (unbuffered) {
        f->mode = _IOFBF;
        f->buf = space;
        f->size = sizeof space;
        f->flags &= ~__F_WRITING;
    }
    int r = __format(&sink, format, args);
    if (unbuffered) {
        if (__flush_output(f))
            r = -1;
        f->mode = _IONBF;
        f->buf = f->wpos = f->tiny;
        f->size = 1;
    }
    __funlock(f);
    return r;
}

int vprintf(const char *restrict format, va_list args)
{
    return vfprintf(stdout, format, args);
}

int fprintf(FILE *restrict f, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int r = vfprintf(f, format, args);
    va_end(args);
    return r;
}

int printf(const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int r = vfprintf(stdout, format, args);
    va_end(args);
    return r;
}
