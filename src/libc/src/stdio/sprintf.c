/* Formatted output to strings. */
#include <limits.h>
#include <errno.h>
#include <string.h>
#include "internal/file.h"

static void to_string(struct __sink *s, const char *data, size_t n)
{
    size_t room = (size_t)(s->end - s->at);
    if (n > room)
        n = room;
    memcpy(s->at, data, n);
    s->at += n;
}

int vsnprintf(char *restrict to, size_t size, const char *restrict format, va_list args)
{
    char none[1];
    if (size == 0) {
        to = none;
        size = 1;
    }
    struct __sink sink = { to_string, to, to + size - 1, 0, 0, 0 };
    if (sink.end < to) /* sprintf: all of memory */
        sink.end = (char *)(size_t)-1;
    int r = __format(&sink, format, args);
    *sink.at = 0;
    return r;
}

int snprintf(char *restrict to, size_t size, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int r = vsnprintf(to, size, format, args);
    va_end(args);
    return r;
}

int vsprintf(char *restrict to, const char *restrict format, va_list args)
{
    return vsnprintf(to, (size_t)-1, format, args);
}

int sprintf(char *restrict to, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int r = vsnprintf(to, (size_t)-1, format, args);
    va_end(args);
    return r;
}
