/* memset and its relatives. */
#include <string.h>

void *memset(void *to, int value, size_t n)
{
    unsigned char *t = to;
    unsigned char byte = (unsigned char)value;
    if (n >= 8) {
        while ((unsigned long)t & 3) {
            *t++ = byte;
            n--;
        }
        unsigned word = byte * 0x01010101u;
        unsigned *w = (unsigned *)t;
        while (n >= 4) {
            *w++ = word;
            n -= 4;
        }
        t = (unsigned char *)w;
    }
    while (n--)
        *t++ = byte;
    return to;
}

void bzero(void *to, size_t n)
{
    memset(to, 0, n);
}

void explicit_bzero(void *to, size_t n)
{
    volatile unsigned char *t = to;
    while (n--)
        *t++ = 0;
}
