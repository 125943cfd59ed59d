/* Finding a character in a string. */
#define _GNU_SOURCE
#include <string.h>

char *strchrnul(const char *s, int c)
{
    while (*s && (unsigned char)*s != (unsigned char)c)
        s++;
    return (char *)s;
}

char *strchr(const char *s, int c)
{
    for (;; s++) {
        if ((unsigned char)*s == (unsigned char)c)
            return (char *)s;
        if (*s == 0)
            return NULL;
    }
}

char *strrchr(const char *s, int c)
{
    const char *last = NULL;
    for (;; s++) {
        if ((unsigned char)*s == (unsigned char)c)
            last = s;
        if (*s == 0)
            return (char *)last;
    }
}

char *index(const char *s, int c)
{
    return strchr(s, c);
}

char *rindex(const char *s, int c)
{
    return strrchr(s, c);
}
