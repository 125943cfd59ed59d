/* Copies of strings on the heap. */
#include <string.h>
#include <stdlib.h>

char *strndup(const char *s, size_t limit)
{
    size_t n = strnlen(s, limit);
    char *copy = malloc(n + 1);
    if (copy == NULL)
        return NULL;
    copy[n] = 0;
    return memcpy(copy, s, n);
}

char *strdup(const char *s)
{
    size_t n = strlen(s) + 1;
    char *copy = malloc(n);
    return copy ? memcpy(copy, s, n) : NULL;
}
