/* 64-bit shifts and multiplication by word, for compilers that call functions for them. */
typedef unsigned long long u64;
union pair { u64 whole; struct { unsigned low, high; } part; };

u64 __ashldi3(u64 v, int n)
{
    union pair p;
    p.whole = v;
    if (n >= 32) {
        p.part.high = p.part.low << (n - 32);
        p.part.low = 0;
    } else if (n > 0) {
        p.part.high = p.part.high << n | p.part.low >> (32 - n);
        p.part.low <<= n;
    }
    return p.whole;
}

u64 __lshrdi3(u64 v, int n)
{
    union pair p;
    p.whole = v;
    if (n >= 32) {
        p.part.low = p.part.high >> (n - 32);
        p.part.high = 0;
    } else if (n > 0) {
        p.part.low = p.part.low >> n | p.part.high << (32 - n);
        p.part.high >>= n;
    }
    return p.whole;
}

long long __ashrdi3(long long v, int n)
{
    union pair p;
    p.whole = (u64)v;
    int high = (int)p.part.high;
    if (n >= 32) {
        p.part.low = (unsigned)(high >> (n - 32));
        p.part.high = (unsigned)(high >> 31);
    } else if (n > 0) {
        p.part.low = p.part.low >> n | p.part.high << (32 - n);
        p.part.high = (unsigned)(high >> n);
    }
    return (long long)p.whole;
}

/* The product of two words in full, by half-words. */
static u64 product(unsigned a, unsigned b)
{
    union pair p;
    unsigned al = a & 0xffff, ah = a >> 16, bl = b & 0xffff, bh = b >> 16;
    unsigned low = al * bl, m1 = ah * bl + (low >> 16), m2 = al * bh + (m1 & 0xffff);
    p.part.low = m2 << 16 | (low & 0xffff);
    p.part.high = ah * bh + (m1 >> 16) + (m2 >> 16);
    return p.whole;
}

u64 __muldi3(u64 a, u64 b)
{
    union pair x, y, p;
    x.whole = a;
    y.whole = b;
    p.whole = product(x.part.low, y.part.low);
    p.part.high += x.part.low * y.part.high + x.part.high * y.part.low;
    return p.whole;
}
