/* Whole numbers from text, without errors. As in glibc they are strtol's low bits. */
#include <stdlib.h>

int atoi(const char *s)
{
    return (int)strtoll(s, NULL, 10); /* on 64-bit Linux, what strtol's 64 bits give */
}

long atol(const char *s)
{
    return strtol(s, NULL, 10);
}

long long atoll(const char *s)
{
    return strtoll(s, NULL, 10);
}
