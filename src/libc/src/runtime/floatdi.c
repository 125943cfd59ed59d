/* Conversions of 64-bit integers to double or float, correctly rounded (half to even). */
typedef unsigned long long u64;
typedef long long s64;

double __floatundidf(u64 v)
{
    /* Both parts are exact; the addition rounds once. */
    return (double)(unsigned)(v >> 32) * 4294967296.0 + (double)(unsigned)v;
}

double __floatdidf(s64 v)
{
    return (double)(int)(v >> 32) * 4294967296.0 + (double)(unsigned)v;
}

/* Rounding twice (to 53 bits, then to 24) would err: keep the lost bits as one sticky bit first. */
static float narrow(u64 v, int negative)
{
    if (v >> 53) {
        u64 lost = v & 0xfff;
        v &= ~(u64)0xfff;
        if (lost)
            v |= 0x1000;
    }
    double d = __floatundidf(v);
    return (float)(negative ? -d : d);
}

float __floatundisf(u64 v)
{
    return narrow(v, 0);
}

float __floatdisf(s64 v)
{
    return v < 0 ? narrow(-(u64)v, 1) : narrow((u64)v, 0);
}
