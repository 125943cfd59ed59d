/* memmove: forward as memcpy when that is safe, else backward. */
#include <string.h>

void *memmove(void *to, const void *from, size_t n)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    if ((unsigned long)t - (unsigned long)f >= n)
        return memcpy(to, from, n);
    if ((((unsigned long)t ^ (unsigned long)f) & 3) == 0) {
        while (n > 0 && ((unsigned long)(t + n) & 3)) {
            n--;
            t[n] = f[n];
        }
        while (n >= 4) {
            n -= 4;
            *(unsigned *)(t + n) = *(const unsigned *)(f + n);
        }
    }
    while (n > 0) {
        n--;
        t[n] = f[n];
    }
    return to;
}
