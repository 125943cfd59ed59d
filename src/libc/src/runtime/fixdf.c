/* Conversions between double or float and 64-bit integers, by the bits of the number.
   Out of range saturates, as the fcvt instructions do (RISC-V F 11.7); NaN gives the largest value. */
typedef unsigned long long u64;
typedef long long s64;
union bits { double d; u64 u; };

/* |x| cut to a whole number; all ones when it does not fit. */
static u64 whole(double x)
{
    union bits b;
    b.d = x;
    int e = (int)(b.u >> 52 & 0x7ff) - 1023;
    u64 m = (b.u & 0xfffffffffffffull) | 1ull << 52;
    if (e < 0)
        return 0;
    if (e > 63)
        return ~(u64)0;
    return e >= 52 ? m << (e - 52) : m >> (52 - e);
}

s64 __fixdfdi(double x)
{
    u64 v = whole(x);
    if (v >> 63)
        return x < 0 ? (s64)(1ull << 63) : 0x7fffffffffffffffll;
    return x < 0 ? -(s64)v : (s64)v;
}

u64 __fixunsdfdi(double x)
{
    return x < 0 ? 0 : whole(x);
}

s64 __fixsfdi(float x)
{
    return __fixdfdi((double)x);
}

u64 __fixunssfdi(float x)
{
    return __fixunsdfdi((double)x);
}
