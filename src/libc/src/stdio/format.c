/* The formatter behind every printf (C11 7.21.6.1, POSIX numbered arguments).
   A conversion is %[n$][flags][width][.precision][length]type. What is not a conversion is printed as it stands. */
#include <limits.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include "internal/file.h"

#define LEFT 1
#define PLUS 2
#define SPACE 4
#define ALTERNATE 8
#define ZERO 16

struct spec { int flags, width, precision, length, type; };
/* `format` and `first` allow numbered arguments to start again. */
struct args { va_list next, first; const char *format; };

static void put(struct __sink *s, const char *data, size_t n)
{
    s->count += n;
    if (n > 0 && !s->error)
        s->put(s, data, n);
}

static void pad(struct __sink *s, int n, char c)
{
    const char *run = c == '0' ? "0000000000000000" : "                ";
    for (; n > 0; n -= 16)
        put(s, run, n < 16 ? (size_t)n : 16);
}

/* length 'q' means long long; every other integer is one register here. */
static int length_of(const char **at)
{
    const char *p = *at;
    int length = 0;
    if (*p == 'h' || *p == 'l') {
        length = *p++;
        if (*p == length) {
            length = length == 'l' ? 'q' : 'b';
            p++;
        }
    } else if (*p == 'j' || *p == 'q') {
        length = 'q';
        p++;
    } else if (*p == 'L' || *p == 'z' || *p == 't')
        length = *p++;
    *at = p;
    return length;
}

static int number(const char **at)
{
    int n = 0;
    while ((unsigned)**at - '0' < 10) {
        n = n > (INT_MAX - 9) / 10 ? INT_MAX : n * 10 + (**at - '0');
        (*at)++;
    }
    return n;
}

static int is_float(int type)
{
    type |= 32;
    return type == 'a' || (type >= 'e' && type <= 'g');
}

/* Steps over the argument that conversions call number n; unnamed ones are ints. */
static void skip(struct args *a, int n)
{
    int type = 'd', length = 0;
    for (const char *p = a->format; *p;) {
        if (*p++ != '%')
            continue;
        if (*p == '%') {
            p++;
            continue;
        }
        const char *q = p;
        int here = number(&q);
        if (*q != '$' || here != n)
            continue;
        q += 1 + strspn(q + 1, "-+ #0'123456789.*$");
        length = length_of(&q);
        type = *q;
        break;
    }
    if (is_float(type))
        (void)va_arg(a->next, double);
    else if (length == 'q')
        (void)va_arg(a->next, long long);
    else
        (void)va_arg(a->next, int);
}

/* Makes argument n the next one; 0 leaves it at that. */
static void choose(struct args *a, int n)
{
    if (n == 0)
        return;
    va_end(a->next);
    va_copy(a->next, a->first);
    for (int i = 1; i < n; i++)
        skip(a, i);
}

/* "n$" at *at: the argument's number, else 0. */
static int numbered(const char **at)
{
    const char *p = *at;
    int n = number(&p);
    if (*p != '$' || n < 1 || n > 99)
        return 0;
    *at = p + 1;
    return n;
}

static int star(struct args *a, const char **at)
{
    (*at)++;
    choose(a, numbered(at));
    return va_arg(a->next, int);
}

/* Text with sign or prefix, zeros after it, spaces around all. */
static void field(struct __sink *s, const struct spec *c, const char *prefix, int zeros, const char *text, int n)
{
    int lead = (int)strlen(prefix);
    int fill = c->width - lead - zeros - n;
    if (!(c->flags & (LEFT | ZERO)))
        pad(s, fill, ' ');
    put(s, prefix, (size_t)lead);
    if ((c->flags & (LEFT | ZERO)) == ZERO)
        pad(s, fill, '0');
    pad(s, zeros, '0');
    put(s, text, (size_t)n);
    if (c->flags & LEFT)
        pad(s, fill, ' ');
}

/* Divides *v by a base up to 16 and returns the remainder, with 32-bit divisions only. */
static unsigned digit(unsigned long long *v, unsigned base)
{
    unsigned high = (unsigned)(*v >> 32), low = (unsigned)*v;
    if (high == 0) {
        *v = low / base;
        return low % base;
    }
    unsigned middle = high % base << 16 | low >> 16;
    unsigned last = middle % base << 16 | (low & 0xffff);
    *v = (unsigned long long)(high / base) << 32 | (middle / base << 16) | last / base;
    return last % base;
}

static unsigned long long integer(struct args *a, const struct spec *c, int is_signed)
{
    if (c->length == 'q')
        return va_arg(a->next, unsigned long long);
    unsigned v = va_arg(a->next, unsigned);
    if (c->length == 'h')
        v = is_signed ? (unsigned)(short)v : (unsigned short)v;
    else if (c->length == 'b')
        v = is_signed ? (unsigned)(signed char)v : (unsigned char)v;
    return is_signed ? (unsigned long long)(long long)(int)v : v;
}

static void format_integer(struct __sink *s, struct args *a, struct spec *c)
{
    char text[24], *p = text + sizeof text;
    const char *prefix = "", *digits = c->type == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    int is_signed = c->type == 'd' || c->type == 'i';
    unsigned long long v = integer(a, c, is_signed);
    unsigned base = c->type == 'o' ? 8 : (c->type | 32) == 'x' || c->type == 'p' ? 16 : 10;
    if (is_signed) {
        prefix = c->flags & PLUS ? "+" : c->flags & SPACE ? " " : "";
        if ((long long)v < 0) {
            v = -v;
            prefix = "-";
        }
    } else if (c->type == 'p' || (base == 16 && v != 0 && (c->flags & ALTERNATE)))
        prefix = c->type == 'X' ? "0X" : "0x";
    if (c->precision >= 0)
        c->flags &= ~ZERO;
    while (v != 0)
        *--p = digits[digit(&v, base)];
    int n = (int)(text + sizeof text - p);
    int least = c->precision < 0 ? 1 : c->precision;
    if (base == 8 && (c->flags & ALTERNATE) && least <= n)
        least = n + 1;
    field(s, c, prefix, least > n ? least - n : 0, p, n);
}

static void format_string(struct __sink *s, struct spec *c, const char *text)
{
    size_t n;
    c->flags &= ~ZERO;
    if (text == NULL)
        text = c->precision >= 0 && c->precision < 6 ? "" : "(null)";
    n = c->precision < 0 ? strlen(text) : strnlen(text, (size_t)c->precision);
    field(s, c, "", 0, text, (int)n);
}

/* Rounds n exact digits to `want`, half to even; returns how many are left without trailing zeros. */
static int round_digits(char *d, int n, int want, int *exponent)
{
    if (want >= n)
        return n;
    if (want < 0)
        return 0;
    int up = d[want] > '5' || (d[want] == '5' && (n > want + 1 || (want > 0 && (d[want - 1] & 1))));
    n = want;
    if (up) {
        while (n > 0 && d[n - 1] == '9')
            n--;
        if (n == 0) {
            d[n++] = '1';
            ++*exponent;
        } else
            d[n - 1]++;
    }
    while (n > 0 && d[n - 1] == '0')
        n--;
    return n;
}

/* Digits from..to of the number, zeros where there are none. */
static void put_digits(struct __sink *s, const char *d, int n, int from, int to)
{
    int lead = from < 0 ? (to < 0 ? to : 0) - from : 0;
    pad(s, lead, '0');
    from += lead;
    int end = to < n ? to : n;
    if (from < end) {
        put(s, d + from, (size_t)(end - from));
        from = end;
    }
    pad(s, to - from, '0');
}

/* "e+05": at least two digits, three when needed. */
static int exponent_text(char *to, int letter, int e)
{
    int n = 0;
    to[n++] = (char)letter;
    to[n++] = e < 0 ? '-' : '+';
    if (e < 0)
        e = -e;
    if (e >= 100)
        to[n++] = (char)('0' + e / 100);
    to[n++] = (char)('0' + e / 10 % 10);
    to[n++] = (char)('0' + e % 10);
    return n;
}

static void format_decimal(struct __sink *s, struct spec *c, const char *sign, double x)
{
    char d[__DIGITS_MAX], tail[8];
    int exponent, n = __decimal(x, d, &exponent), tail_length = 0;
    int precision = c->precision < 0 ? 6 : c->precision, style = c->type | 32;
    if (style == 'g') {
        if (precision == 0)
            precision = 1;
        n = round_digits(d, n, precision, &exponent);
        int e = n ? exponent - 1 : 0;
        style = e < -4 || e >= precision ? 'e' : 'f';
        precision = style == 'e' ? precision - 1 : precision - 1 - e;
        if (!(c->flags & ALTERNATE)) {
            int useful = style == 'e' ? n - 1 : n - exponent;
            if (useful < precision)
                precision = n && useful > 0 ? useful : 0;
        }
    } else
        n = round_digits(d, n, style == 'e' ? precision + 1 : exponent > INT_MAX - precision ? INT_MAX : exponent + precision, &exponent);
    if (n == 0)
        exponent = style == 'e' ? 1 : 0;
    int whole = style == 'e' ? 1 : exponent;
    if (style == 'e')
        tail_length = exponent_text(tail, c->type & 32 ? 'e' : 'E', exponent - 1);
    int point = precision > 0 || (c->flags & ALTERNATE) != 0;
    int length = (whole > 0 ? whole : 1) + point + precision + tail_length;
    int fill = c->width - (int)strlen(sign) - length;
    if (!(c->flags & (LEFT | ZERO)))
        pad(s, fill, ' ');
    put(s, sign, strlen(sign));
    if ((c->flags & (LEFT | ZERO)) == ZERO)
        pad(s, fill, '0');
    if (whole > 0)
        put_digits(s, d, n, 0, whole);
    else
        put(s, "0", 1);
    put(s, ".", (size_t)point);
    put_digits(s, d, n, whole, whole + precision);
    put(s, tail, (size_t)tail_length);
    if (c->flags & LEFT)
        pad(s, fill, ' ');
}

/* %a: the bits themselves, as 0x1.8p+3. */
static void format_hex_float(struct __sink *s, struct spec *c, const char *sign, unsigned long long bits)
{
    char text[32], prefix[4];
    int n = 0, e = (int)(bits >> 52 & 0x7ff), upper = !(c->type & 32), precision = c->precision;
    unsigned long long m = bits & 0xfffffffffffffull;
    int lead = e != 0;
    e = e ? e - 1023 : m ? -1022 : 0;
    if (precision >= 0 && precision < 13) {
        unsigned long long unit = 1ull << (52 - 4 * precision), rest = m & (unit - 1);
        m |= (unsigned long long)lead << 52;
        m -= rest;
        if (rest > unit / 2 || (rest == unit / 2 && (m & unit)))
            m += unit;
        lead = (int)(m >> 52);
        m &= 0xfffffffffffffull;
    }
    text[n++] = (char)('0' + lead);
    if (m != 0 || precision > 0 || (c->flags & ALTERNATE))
        text[n++] = '.';
    for (int i = 0; precision < 0 ? m != 0 : i < precision && i < 13; i++) {
        text[n++] = (upper ? "0123456789ABCDEF" : "0123456789abcdef")[m >> 48];
        m = m << 4 & 0xfffffffffffffull;
    }
    text[n++] = upper ? 'P' : 'p';
    text[n++] = e < 0 ? '-' : '+';
    char digits[4];
    int count = 0;
    for (unsigned v = (unsigned)(e < 0 ? -e : e); v != 0 || count == 0; v /= 10)
        digits[count++] = (char)('0' + v % 10);
    while (count > 0)
        text[n++] = digits[--count];
    strcpy(prefix, sign);
    strcat(prefix, upper ? "0X" : "0x");
    field(s, c, prefix, 0, text, n);
}

static void format_float(struct __sink *s, struct args *a, struct spec *c)
{
    union { double x; unsigned long long bits; } u;
    u.x = va_arg(a->next, double);
    const char *sign = u.bits >> 63 ? "-" : c->flags & PLUS ? "+" : c->flags & SPACE ? " " : "";
    unsigned long long magnitude = u.bits & 0x7fffffffffffffffull;
    if (magnitude >= 0x7ff0000000000000ull) {
        int nan = magnitude > 0x7ff0000000000000ull;
        c->flags &= ~ZERO;
        field(s, c, sign, 0, c->type & 32 ? (nan ? "nan" : "inf") : (nan ? "NAN" : "INF"), 3);
    } else if ((c->type | 32) == 'a')
        format_hex_float(s, c, sign, magnitude);
    else
        format_decimal(s, c, sign, u.x);
}

static void store_count(struct __sink *s, struct args *a, struct spec *c)
{
    void *to = va_arg(a->next, void *);
    if (c->length == 'q')
        *(long long *)to = (long long)s->count;
    else if (c->length == 'h')
        *(short *)to = (short)s->count;
    else if (c->length == 'b')
        *(signed char *)to = (signed char)s->count;
    else
        *(int *)to = (int)s->count;
}

static const char *parse(struct args *a, const char *p, struct spec *c)
{
    static const char names[] = "-+ #0'";
    const char *found;
    int chosen = numbered(&p);
    c->flags = 0;
    for (; *p && (found = strchr(names, *p)); p++)
        c->flags |= 1 << (found - names);
    if (*p == '*') {
        c->width = star(a, &p);
        if (c->width < 0) {
            c->flags |= LEFT;
            c->width = c->width == INT_MIN ? INT_MAX : -c->width;
        }
    } else
        c->width = number(&p);
    c->precision = -1;
    if (*p == '.') {
        p++;
        c->precision = *p == '*' ? star(a, &p) : number(&p);
    }
    choose(a, chosen);
    c->length = length_of(&p);
    c->type = *p;
    return p;
}

static int convert(struct __sink *s, struct args *a, struct spec *c)
{
    char one;
    switch (c->type) {
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X':
        format_integer(s, a, c);
        return 1;
    case 'c': case 'C':
        one = (char)va_arg(a->next, int);
        c->flags &= ~ZERO;
        field(s, c, "", 0, &one, 1);
        return 1;
    case 's':
        format_string(s, c, va_arg(a->next, const char *));
        return 1;
    case 'p': {
        va_list look;
        va_copy(look, a->next);
        void *pointer = va_arg(look, void *);
        va_end(look);
        c->length = 0;
        if (pointer)
            format_integer(s, a, c);
        else {
            (void)va_arg(a->next, void *);
            c->precision = -1;
            format_string(s, c, "(nil)");
        }
        return 1;
    }
    case 'n':
        store_count(s, a, c);
        return 1;
    case '%':
        put(s, "%", 1);
        return 1;
    }
    if (!is_float(c->type))
        return 0;
    format_float(s, a, c);
    return 1;
}

int __format(struct __sink *s, const char *format, va_list list)
{
    struct args a;
    struct spec c;
    a.format = format;
    va_copy(a.next, list);
    va_copy(a.first, list);
    while (*format) {
        const char *p = format;
        while (*p && *p != '%')
            p++;
        put(s, format, (size_t)(p - format));
        format = p;
        if (*p == 0)
            break;
        p = parse(&a, p + 1, &c);
        if (*p == 0) { /* an unfinished conversion: glibc calls it an error */
            s->error = 1;
            errno = EINVAL;
            break;
        }
        if (!convert(s, &a, &c))
            put(s, format, (size_t)(p + 1 - format));
        format = p + 1;
    }
    va_end(a.first);
    va_end(a.next);
    if (s->count > INT_MAX) {
        errno = EOVERFLOW;
        return -1;
    }
    return s->error ? -1 : (int)s->count;
}
