/* memcpy: by words when both ends are aligned alike. */
#include <string.h>

void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    if (n >= 16 && (((unsigned long)t ^ (unsigned long)f) & 3) == 0) {
        while ((unsigned long)t & 3) {
            *t++ = *f++;
            n--;
        }
        unsigned *tw = (unsigned *)t;
        const unsigned *fw = (const unsigned *)f;
        while (n >= 16) {
            unsigned a = fw[0], b = fw[1], c = fw[2], d = fw[3];
            tw[0] = a;
            tw[1] = b;
            tw[2] = c;
            tw[3] = d;
            tw += 4;
            fw += 4;
            n -= 16;
        }
        while (n >= 4) {
            *tw++ = *fw++;
            n -= 4;
        }
        t = (unsigned char *)tw;
        f = (const unsigned char *)fw;
    }
    while (n--)
        *t++ = *f++;
    return to;
}

void *mempcpy(void *restrict to, const void *restrict from, size_t n)
{
    return (char *)memcpy(to, from, n) + n;
}
