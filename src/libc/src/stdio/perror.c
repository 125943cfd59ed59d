/* The last error, in words, on standard error. */
#include <errno.h>
#include <string.h>
#include <stdio.h>

void perror(const char *prefix)
{
    int saved = errno;
    if (prefix && *prefix)
        fprintf(stderr, "%s: %s\n", prefix, strerror(saved));
    else
        fprintf(stderr, "%s\n", strerror(saved));
    errno = saved;
}
