/* Doubles from text, correctly rounded (C11 7.22.1.3). Decimal: exact base-10^9 number, halved or doubled until its
   whole part has 64 bits or so; the rest decides the rounding. */
/* also defines: strtold */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "internal/file.h"

#define POINT 40
#define DIGITS_KEPT 780

union bits { double d; unsigned long long u; };

/* mantissa × 2^e, where lost says that more non-zero bits follow; `precision` 53 or 24, `least` the exponent of the
   smallest subnormal bit (-1074, -149), `most` the exponent past the largest number. */
static double compose(unsigned long long m, int e, int lost, int precision, int least, int most)
{
    union bits b;
    if (m == 0)
        return 0;
    while (!(m >> 63)) {
        m <<= 1;
        e--;
    }
    int drop = 64 - precision;
    if (e + drop < least)
        drop = least - e;
    if (drop > 64) {
        errno = ERANGE;
        return 0;
    }
    unsigned long long kept = drop == 64 ? 0 : m >> drop;
    unsigned long long rest = drop == 64 ? m : m << (64 - drop);
    unsigned long long half = 1ull << 63;
    if (rest || lost) {
        if (kept >> (precision - 1) == 0)
            errno = ERANGE; /* inexact and subnormal */
        if (rest > half || (rest == half && (lost || (kept & 1))))
            kept++;
    }
    e += drop;
    if (kept >> precision) {
        kept >>= 1;
        e++;
    }
    if (kept == 0)
        return 0;
    if (e + precision > most) {
        errno = ERANGE;
        b.u = 0x7ffull << 52;
        return b.d;
    }
    while (!(kept >> 52)) {
        if (e == -1074)
            break;
        kept <<= 1;
        e--;
    }
    b.u = kept >> 52 ? (unsigned long long)(e + 1075) << 52 | (kept & 0xfffffffffffffull) : kept;
    return b.d;
}

/* digits d[0..n) with the decimal point after the first `point` of them. */
static double from_decimal(const char *d, int n, int point, int precision, int least, int most)
{
    struct __bigdec b;
    int e = 0;
    if (n == 0 || point < -400)
        return n ? compose(1, -2000, 1, precision, least, most) : 0;
    if (point > 310)
        return compose(1, 2000, 0, precision, least, most);
    int limbs = point > 0 ? (point + 8) / 9 : -(-point / 9);
    int skip = limbs * 9 - point; /* zeros before the first digit in its limb */
    b.point = POINT;
    b.first = b.last = POINT - limbs;
    for (int i = -skip; i < n || b.last < POINT; b.last++) {
        unsigned v = 0;
        for (int k = 0; k < 9; k++, i++)
            v = v * 10 + (i >= 0 && i < n ? (unsigned)(d[i] - '0') : 0);
        b.limb[b.last] = v;
    }
    while (b.first < b.last && b.limb[b.first] == 0)
        b.first++;
    /* Whole part of two limbs at least 2^54 × 4, at most three limbs of which the first is below 2^6. */
    for (; b.first > POINT - 2 || (b.first == POINT - 2 && b.limb[b.first] < 500000000u); e -= 2)
        __bigdec_double(&b, 2);
    while (b.first < POINT - 2) {
        int bits = b.first < POINT - 3 ? 9 : 1;
        __bigdec_halve(&b, bits);
        e += bits;
    }
    unsigned long long m = (unsigned long long)b.limb[POINT - 2] * 1000000000u + b.limb[POINT - 1];
    int lost = 0;
    for (int i = POINT; i < b.last; i++)
        lost |= b.limb[i] != 0;
    return compose(m, e, lost, precision, least, most);
}

/* 15 digits and a small power of ten: both exact in a double, so one operation rounds once. */
static int quick(const char *d, int n, int point, double *to)
{
    int e = point - n;
    if (n > 15 || e < -22 || e > 22)
        return 0;
    double v = 0, ten = 1;
    for (int i = 0; i < n; i++)
        v = v * 10 + (d[i] - '0');
    for (int i = e < 0 ? -e : e; i > 0; i--)
        ten *= 10;
    *to = e < 0 ? v / ten : v * ten;
    return 1;
}

/* "e-12" at p: returns where it ends and adds to *value; p itself when it is no exponent. */
static const char *exponent(const char *p, int letter, int *value)
{
    const char *q = p + 1;
    int negative = 0, e = 0;
    if ((*p | 32) != letter)
        return p;
    if (*q == '+' || *q == '-')
        negative = *q++ == '-';
    if (!isdigit((unsigned char)*q))
        return p;
    for (; isdigit((unsigned char)*q); q++)
        if (e < 100000)
            e = e * 10 + (*q - '0');
    *value += negative ? -e : e;
    return q;
}

static double decimal(const char *p, const char **end, int precision, int least, int most)
{
    char d[DIGITS_KEPT + 1];
    int n = 0, point = 0, seen_point = 0, any = 0, more = 0;
    for (;; p++) {
        if (*p == '.' && !seen_point) {
            seen_point = 1;
            continue;
        }
        if (!isdigit((unsigned char)*p))
            break;
        any = 1;
        if (n == 0 && *p == '0') {
            point -= seen_point;
            continue;
        }
        point += !seen_point;
        if (n < DIGITS_KEPT)
            d[n++] = *p;
        else
            more |= *p != '0';
    }
    if (!any)
        return 0;
    *end = exponent(p, 'e', &point);
    while (!more && n > 0 && d[n - 1] == '0')
        n--;
    if (more)
        d[n++] = '1';
    double v;
    if (precision == 53 && quick(d, n, point, &v))
        return v;
    return from_decimal(d, n, point, precision, least, most);
}

static int hex_digit(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : isxdigit((unsigned char)c) ? (c | 32) - 'a' + 10 : -1;
}

static double hexadecimal(const char *p, const char **end, int precision, int least, int most)
{
    unsigned long long m = 0;
    int e = 0, lost = 0, seen_point = 0;
    for (;; p++) {
        int d = hex_digit(*p);
        if (*p == '.' && !seen_point) {
            seen_point = 1;
            continue;
        }
        if (d < 0)
            break;
        if (m >> 60) {
            lost |= d;
            e += seen_point ? 0 : 4;
        } else {
            m = m << 4 | (unsigned)d;
            e -= seen_point ? 4 : 0;
        }
    }
    *end = exponent(p, 'p', &e);
    if (e > 10000 || e < -10000)
        e = e > 0 ? 10000 : -10000;
    return compose(m, e, lost, precision, least, most);
}

static double parse(const char *s, char **end, int precision, int least, int most)
{
    union bits b;
    const char *p = s, *done = s;
    int negative = 0;
    while (isspace((unsigned char)*p))
        p++;
    if (*p == '-' || *p == '+')
        negative = *p++ == '-';
    b.u = 0;
    if (strncasecmp(p, "inf", 3) == 0) {
        b.u = 0x7ffull << 52;
        done = p + (strncasecmp(p, "infinity", 8) == 0 ? 8 : 3);
    } else if (strncasecmp(p, "nan", 3) == 0) {
        b.u = 0xfffull << 51;
        done = p + 3;
        if (*done == '(') {
            const char *q = done + 1;
            while (isalnum((unsigned char)*q) || *q == '_')
                q++;
            if (*q == ')')
                done = q + 1;
        }
    } else if (p[0] == '0' && (p[1] | 32) == 'x' && (hex_digit(p[2]) >= 0 || (p[2] == '.' && hex_digit(p[3]) >= 0)))
        b.d = hexadecimal(p + 2, &done, precision, least, most);
    else
        b.d = decimal(p, &done, precision, least, most);
    if (end)
        *end = (char *)done;
    return negative ? -b.d : b.d;
}

double strtod(const char *restrict s, char **restrict end)
{
    return parse(s, end, 53, -1074, 1024);
}

float strtof(const char *restrict s, char **restrict end)
{
    return (float)parse(s, end, 24, -149, 128);
}

#ifdef __PROCESS_LAB__
long double strtold(const char *restrict s, char **restrict end)
{
    return parse(s, end, 53, -1074, 1024);
}
#endif

double atof(const char *s)
{
    return strtod(s, NULL);
}
