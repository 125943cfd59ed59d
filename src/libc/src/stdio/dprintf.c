/* Formatted output to a descriptor: one buffer, no stream that outlives the call. */
#include <string.h>
#include "internal/file.h"

static void to_stream(struct __sink *s, const char *data, size_t n)
{
    if (__put(s->file, data, n) != n)
        s->error = 1;
}

int __dformat(FILE *f, const char *format, va_list args)
{
    struct __sink sink = { to_stream, 0, 0, f, 0, 0 };
    int r = __format(&sink, format, args);
    return __flush_output(f) ? -1 : r;
}

void __unlink_stream(FILE *);

int vdprintf(int fd, const char *restrict format, va_list args)
{
    unsigned char space[1024];
    struct __FILE f;
    memset(&f, 0, sizeof f);
    f.fd = fd;
    f.flags = __F_WRITE | __F_STATIC;
    f.mode = _IOFBF;
    f.buf = space;
    f.size = sizeof space;
    int r = __dformat(&f, format, args);
    __unlink_stream(&f);
    return r;
}

int dprintf(int fd, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int r = vdprintf(fd, format, args);
    va_end(args);
    return r;
}
