/* Lowest set bit, counted from 1. */
#include <strings.h>

int ffsll(long long value)
{
    unsigned long long v = (unsigned long long)value;
    if (v == 0)
        return 0;
    int n = 1;
    while ((v & 1) == 0) {
        v >>= 1;
        n++;
    }
    return n;
}

int ffs(int value)
{
    return ffsll((unsigned)value);
}

int ffsl(long value)
{
    return ffsll((unsigned long)value);
}
