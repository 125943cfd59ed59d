/* Exact numbers in base 10^9, for printing and reading doubles without rounding errors.
   A value is the limbs first..last; limb `point` is the first one after the decimal point.
   Halving adds at most one limb at the end, doubling at most one at the front. */
#include "internal/file.h"

#define BASE 1000000000u
#define LIMBS 212
#define POINT 40

/* Divides by 2^bits, 1 <= bits <= 9: 10^9 is a multiple of 2^9, so nothing is lost. */
void __bigdec_halve(struct __bigdec *b, int bits)
{
    unsigned carry = 0, mask = (1u << bits) - 1, part = BASE >> bits;
    for (int i = b->first; i < b->last; i++) {
        unsigned v = b->limb[i];
        b->limb[i] = (v >> bits) + carry;
        carry = (v & mask) * part;
    }
    if (carry && b->last < LIMBS)
        b->limb[b->last++] = carry;
    else if (carry)
        b->limb[LIMBS - 1] |= 1;
    while (b->first < b->last && b->limb[b->first] == 0)
        b->first++;
}

/* Multiplies by 2^bits, 1 <= bits <= 2. */
void __bigdec_double(struct __bigdec *b, int bits)
{
    unsigned carry = 0;
    for (int i = b->last - 1; i >= b->first; i--) {
        unsigned v = (b->limb[i] << bits) + carry;
        carry = v / BASE;
        b->limb[i] = v - carry * BASE;
    }
    if (carry)
        b->limb[--b->first] = carry;
    while (b->last > b->first && b->last > b->point && b->limb[b->last - 1] == 0)
        b->last--;
}

/* Puts a 32-bit whole number there, and then more bits below: see __decimal. */
static void load(struct __bigdec *b, unsigned long long m)
{
    b->point = b->last = b->first = POINT;
    unsigned high = (unsigned)(m >> 32), low = (unsigned)m;
    if (high != 0) {
        b->limb[--b->first] = high;
        for (int i = 0; i < 16; i++)
            __bigdec_double(b, 2);
    }
    unsigned parts[2] = { low % BASE, low / BASE };
    unsigned carry = 0;
    for (int i = 0; i < 2 || carry; i++) {
        int at = POINT - 1 - i;
        if (at < b->first)
            b->limb[b->first = at] = 0;
        unsigned v = b->limb[at] + (i < 2 ? parts[i] : 0) + carry;
        carry = v >= BASE;
        b->limb[at] = carry ? v - BASE : v;
    }
    while (b->first < b->last && b->limb[b->first] == 0)
        b->first++;
}

int __decimal(double x, char *digits, int *exponent)
{
    union { double x; unsigned long long bits; } u;
    struct __bigdec b;
    u.x = x;
    unsigned long long m = u.bits & 0xfffffffffffffull;
    int e = (int)(u.bits >> 52 & 0x7ff);
    if (e)
        m |= 1ull << 52;
    else
        e = 1;
    *exponent = 0;
    if (m == 0)
        return 0;
    for (e -= 1075; (m & 1) == 0; e++)
        m >>= 1;
    load(&b, m);
    for (; e > 1; e -= 2)
        __bigdec_double(&b, 2);
    if (e == 1) {
        __bigdec_double(&b, 1);
        e = 0;
    }
    for (; e < 0; e += 9)
        __bigdec_halve(&b, e < -9 ? 9 : -e);
    int n = 0;
    for (int i = b.first; i < b.last; i++) {
        unsigned v = b.limb[i];
        for (int k = 8; k >= 0; k--) {
            digits[n + k] = (char)('0' + v % 10);
            v /= 10;
        }
        n += 9;
    }
    *exponent = 9 * (b.point - b.first);
    int zeros = 0;
    while (digits[zeros] == '0')
        zeros++;
    *exponent -= zeros;
    while (digits[n - 1] == '0')
        n--;
    for (int i = zeros; i < n; i++)
        digits[i - zeros] = digits[i];
    return n - zeros;
}
