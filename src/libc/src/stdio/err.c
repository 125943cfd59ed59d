/* Messages "program: text: error" on standard error, as glibc words them. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char *program_invocation_short_name;

void vwarn(const char *format, va_list args)
{
    int saved = errno;
    fprintf(stderr, "%s: ", program_invocation_short_name);
    if (format) {
        vfprintf(stderr, format, args);
        fputs(": ", stderr);
    }
    fprintf(stderr, "%s\n", strerror(saved));
    errno = saved;
}

void vwarnx(const char *format, va_list args)
{
    fprintf(stderr, "%s: ", program_invocation_short_name);
    if (format)
        vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

_Noreturn void verr(int status, const char *format, va_list args)
{
    vwarn(format, args);
    exit(status);
}

_Noreturn void verrx(int status, const char *format, va_list args)
{
    vwarnx(format, args);
    exit(status);
}

void warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vwarn(format, args);
    va_end(args);
}

void warnx(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vwarnx(format, args);
    va_end(args);
}

_Noreturn void err(int status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    verr(status, format, args);
}

_Noreturn void errx(int status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    verrx(status, format, args);
}
