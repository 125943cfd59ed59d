/* Copying and appending strings. */
#include <string.h>

char *stpcpy(char *restrict to, const char *restrict from)
{
    while ((*to = *from)) {
        to++;
        from++;
    }
    return to;
}

char *strcpy(char *restrict to, const char *restrict from)
{
    char *t = to;
    while ((*t++ = *from++))
        ;
    return to;
}

char *strcat(char *restrict to, const char *restrict from)
{
    strcpy(to + strlen(to), from);
    return to;
}

char *stpncpy(char *restrict to, const char *restrict from, size_t n)
{
    while (n > 0 && *from) {
        *to++ = *from++;
        n--;
    }
    memset(to, 0, n);
    return to;
}

char *strncpy(char *restrict to, const char *restrict from, size_t n)
{
    stpncpy(to, from, n);
    return to;
}

char *strncat(char *restrict to, const char *restrict from, size_t n)
{
    char *end = to + strlen(to);
    while (n-- > 0 && *from)
        *end++ = *from++;
    *end = 0;
    return to;
}

size_t strxfrm(char *restrict to, const char *restrict from, size_t n)
{
    size_t length = strlen(from);
    if (length < n)
        strcpy(to, from);
    return length;
}
