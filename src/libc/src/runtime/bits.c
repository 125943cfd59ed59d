/* Counting bits: what __builtin_clz and friends call. */
int __clzsi2(unsigned v)
{
    int n = 0;
    for (; n < 32 && !(v >> 31); n++)
        v <<= 1;
    return n;
}

int __ctzsi2(unsigned v)
{
    int n = 0;
    for (; n < 32 && !(v & 1); n++)
        v >>= 1;
    return n;
}

int __clzdi2(unsigned long long v)
{
    return v >> 32 ? __clzsi2((unsigned)(v >> 32)) : 32 + __clzsi2((unsigned)v);
}

int __ctzdi2(unsigned long long v)
{
    return (unsigned)v ? __ctzsi2((unsigned)v) : 32 + __ctzsi2((unsigned)(v >> 32));
}

int __ffsdi2(unsigned long long v)
{
    return v ? __ctzdi2(v) + 1 : 0;
}

int __ffssi2(unsigned v)
{
    return v ? __ctzsi2(v) + 1 : 0;
}

int __popcountsi2(unsigned v)
{
    v -= v >> 1 & 0x55555555u;
    v = (v & 0x33333333u) + (v >> 2 & 0x33333333u);
    v = (v + (v >> 4)) & 0x0f0f0f0fu;
    return (int)(v * 0x01010101u >> 24);
}

int __popcountdi2(unsigned long long v)
{
    return __popcountsi2((unsigned)v) + __popcountsi2((unsigned)(v >> 32));
}

int __paritysi2(unsigned v)
{
    return __popcountsi2(v) & 1;
}

int __paritydi2(unsigned long long v)
{
    return __popcountdi2(v) & 1;
}

unsigned __bswapsi2(unsigned v)
{
    return v << 24 | (v & 0xff00u) << 8 | (v >> 8 & 0xff00u) | v >> 24;
}

unsigned long long __bswapdi2(unsigned long long v)
{
    return (unsigned long long)__bswapsi2((unsigned)v) << 32 | __bswapsi2((unsigned)(v >> 32));
}
