/* Cutting a string into tokens. */
#include <string.h>

char *strtok_r(char *restrict s, const char *restrict set, char **restrict state)
{
    if (s == NULL)
        s = *state;
    if (s == NULL)
        return NULL;
    s += strspn(s, set);
    if (*s == 0) {
        *state = s;
        return NULL;
    }
    char *end = s + strcspn(s, set);
    if (*end)
        *end++ = 0;
    *state = end;
    return s;
}

char *strtok(char *restrict s, const char *restrict set)
{
    static char *state;
    return strtok_r(s, set, &state);
}

char *strsep(char **restrict place, const char *restrict set)
{
    char *s = *place;
    if (s == NULL)
        return NULL;
    char *end = s + strcspn(s, set);
    *place = *end ? end + 1 : NULL;
    *end = 0;
    return s;
}
