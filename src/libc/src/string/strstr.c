/* Finding a string in a string. */
#define _GNU_SOURCE
#include <string.h>
#include <ctype.h>

char *strstr(const char *hay, const char *needle)
{
    size_t length = strlen(needle);
    if (length == 0)
        return (char *)hay;
    for (; *hay; hay++)
        if (*hay == *needle && strncmp(hay, needle, length) == 0)
            return (char *)hay;
    return NULL;
}

char *strcasestr(const char *hay, const char *needle)
{
    size_t length = strlen(needle);
    for (;; hay++) {
        if (strncasecmp(hay, needle, length) == 0)
            return (char *)hay;
        if (*hay == 0)
            return NULL;
    }
}
