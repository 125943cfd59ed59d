/* Formatted output to a new string. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

int vasprintf(char **restrict to, const char *restrict format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    *to = n < 0 ? NULL : malloc((size_t)n + 1);
    if (*to)
        n = vsnprintf(*to, (size_t)n + 1, format, again);
    else
        n = -1;
    va_end(again);
    return n;
}

int asprintf(char **restrict to, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vasprintf(to, format, args);
    va_end(args);
    return n;
}
