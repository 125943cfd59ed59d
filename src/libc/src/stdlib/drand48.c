/* The 48-bit generator: x = a·x + c mod 2^48 (POSIX drand48). */
#include <stdlib.h>

static unsigned short current[3];
static unsigned long long multiplier = 0x5deece66dull;
static unsigned increment = 0xb;

static unsigned long long step(unsigned short x[3])
{
    unsigned long long v = ((unsigned long long)x[2] << 32 | (unsigned)x[1] << 16 | x[0]) * multiplier + increment;
    x[0] = (unsigned short)v;
    x[1] = (unsigned short)(v >> 16);
    x[2] = (unsigned short)(v >> 32);
    return v & 0xffffffffffffull;
}

double erand48(unsigned short x[3])
{
    unsigned long long v = step(x);
    return ((double)(unsigned)(v >> 24) * 16777216.0 + (double)(unsigned)(v & 0xffffff)) / 281474976710656.0;
}

double drand48(void) { return erand48(current); }
long nrand48(unsigned short x[3]) { return (long)(step(x) >> 17); }
long lrand48(void) { return nrand48(current); }
long jrand48(unsigned short x[3]) { return (long)(int)(unsigned)(step(x) >> 16); }
long mrand48(void) { return jrand48(current); }

void srand48(long seed)
{
    current[0] = 0x330e;
    current[1] = (unsigned short)seed;
    current[2] = (unsigned short)((unsigned long)seed >> 16);
    multiplier = 0x5deece66dull;
    increment = 0xb;
}

unsigned short *seed48(unsigned short seed[3])
{
    static unsigned short old[3];
    for (int i = 0; i < 3; i++) {
        old[i] = current[i];
        current[i] = seed[i];
    }
    multiplier = 0x5deece66dull;
    increment = 0xb;
    return old;
}

void lcong48(unsigned short p[7])
{
    for (int i = 0; i < 3; i++)
        current[i] = p[i];
    multiplier = (unsigned long long)p[5] << 32 | (unsigned)p[4] << 16 | p[3];
    increment = p[6];
}
