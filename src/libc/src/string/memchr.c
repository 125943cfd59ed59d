/* Finding a byte or a run of bytes in memory. */
#define _GNU_SOURCE
#include <string.h>

void *memchr(const void *s, int c, size_t n)
{
    const unsigned char *p = s;
    for (; n > 0; n--, p++)
        if (*p == (unsigned char)c)
            return (void *)p;
    return NULL;
}

void *memrchr(const void *s, int c, size_t n)
{
    const unsigned char *p = s;
    while (n-- > 0)
        if (p[n] == (unsigned char)c)
            return (void *)(p + n);
    return NULL;
}

void *rawmemchr(const void *s, int c)
{
    const unsigned char *p = s;
    while (*p != (unsigned char)c)
        p++;
    return (void *)p;
}

void *memccpy(void *restrict to, const void *restrict from, int c, size_t n)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    while (n-- > 0)
        if ((*t++ = *f++) == (unsigned char)c)
            return t;
    return NULL;
}

void *memmem(const void *hay, size_t hay_length, const void *needle, size_t length)
{
    const unsigned char *h = hay;
    for (size_t at = 0; at + length <= hay_length; at++)
        if (memcmp(h + at, needle, length) == 0)
            return (void *)(h + at);
    return NULL;
}
