/* The parser behind every scanf (C11 7.21.6.2): %[n$][*][width][length]type, %m[sc[] allocates (POSIX).
   One byte of look-ahead: what does not fit goes back to the source. */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "internal/file.h"

#define LONGEST_NUMBER 512

struct want { int skip, width, length, allocate; void *to; };

static int get(struct __source *s)
{
    int c = s->get(s);
    if (c != EOF)
        s->count++;
    return c;
}

static void back(struct __source *s, int c)
{
    if (c == EOF)
        return;
    s->count--;
    s->back(s, c);
}

static int skip_space(struct __source *s)
{
    int c;
    do
        c = get(s);
    while (c != EOF && isspace(c));
    back(s, c);
    return c == EOF ? EOF : 0;
}

/* Text collected so far and the width still allowed. */
struct text { char at[LONGEST_NUMBER]; int n, left; int next; };

/* Takes the next character into the text when `ok`; else leaves it. */
static int take(struct __source *s, struct text *t, int ok)
{
    if (!ok || t->left <= 0)
        return 0;
    if (t->n < LONGEST_NUMBER - 1)
        t->at[t->n++] = (char)t->next;
    t->left--;
    t->next = t->left > 0 ? get(s) : EOF;
    return 1;
}

static void open_text(struct __source *s, struct text *t, int width)
{
    t->n = 0;
    t->left = width > 0 ? width : INT_MAX;
    t->next = get(s);
}

static int close_text(struct __source *s, struct text *t)
{
    back(s, t->next);
    t->at[t->n] = 0;
    return t->n;
}

static int is_base_digit(int c, int base)
{
    int v = isdigit(c) ? c - '0' : isalpha(c) ? (c | 32) - 'a' + 10 : 99;
    return v < base;
}

static void store(const struct want *w, unsigned long long v)
{
    if (w->skip)
        return;
    switch (w->length) {
    case 'b': *(char *)w->to = (char)v; break;
    case 'h': *(short *)w->to = (short)v; break;
    case 'q': *(long long *)w->to = (long long)v; break;
    default: *(int *)w->to = (int)v;
    }
}

/* 1 stored, 0 mismatch, EOF no input. */
static int scan_integer(struct __source *s, const struct want *w, int type)
{
    struct text t;
    int base = type == 'o' ? 8 : type == 'x' || type == 'X' || type == 'p' ? 16 : type == 'i' ? 0 : 10, digits = 0;
    if (skip_space(s) == EOF)
        return EOF;
    open_text(s, &t, w->width);
    take(s, &t, t.next == '+' || t.next == '-');
    if ((base == 0 || base == 16) && t.next == '0') {
        digits += take(s, &t, 1);
        if ((t.next == 'x' || t.next == 'X') && t.left > 0) {
            take(s, &t, 1); /* as glibc, "0x" alone is accepted for 0 */
            base = 16;
        } else if (base == 0)
            base = 8;
    } else if (base == 0)
        base = 10;
    while (t.next != EOF && take(s, &t, is_base_digit(t.next, base)))
        digits++;
    close_text(s, &t);
    if (digits <= 0)
        return 0;
    int is_signed = type == 'd' || type == 'i';
    if (w->length == 'q')
        store(w, is_signed ? (unsigned long long)strtoll(t.at, NULL, base) : strtoull(t.at, NULL, base));
    else if (w->length == 'l' || type == 'p')
        store(w, is_signed ? (unsigned long long)strtol(t.at, NULL, base) : strtoul(t.at, NULL, base));
    else /* int, short, char: the low bits, as where long has 64 */
        store(w, is_signed ? (unsigned long long)strtoll(t.at, NULL, base) : strtoull(t.at, NULL, base));
    return 1;
}

static int word(struct __source *s, struct text *t, const char *name)
{
    int n = 0;
    while (name[n] && t->next != EOF && take(s, t, (t->next | 32) == name[n]))
        n++;
    return n;
}

static int scan_float(struct __source *s, const struct want *w)
{
    struct text t;
    int digits = 0, hex = 0;
    if (skip_space(s) == EOF)
        return EOF;
    open_text(s, &t, w->width);
    take(s, &t, t.next == '+' || t.next == '-');
    if (t.next == 'i' || t.next == 'I') {
        int n = word(s, &t, "infinity");
        digits = n == 3 || n == 8;
    } else if (t.next == 'n' || t.next == 'N')
        digits = word(s, &t, "nan") == 3;
    else {
        if (t.next == '0') {
            digits += take(s, &t, 1);
            hex = t.next == 'x' || t.next == 'X';
            if (hex)
                digits -= take(s, &t, 1);
        }
        while (t.next != EOF && take(s, &t, is_base_digit(t.next, hex ? 16 : 10)))
            digits++;
        take(s, &t, t.next == '.');
        while (t.next != EOF && take(s, &t, is_base_digit(t.next, hex ? 16 : 10)))
            digits++;
        if (digits > 0 && t.next != EOF && take(s, &t, (t.next | 32) == (hex ? 'p' : 'e'))) {
            take(s, &t, t.next == '+' || t.next == '-');
            while (t.next != EOF && take(s, &t, isdigit(t.next)))
                ; /* as glibc, "1e" is accepted for 1 */
        }
    }
    close_text(s, &t);
    if (digits <= 0)
        return 0;
    if (w->skip)
        return 1;
    if (w->length == 'l' || w->length == 'L' || w->length == 'q')
        *(double *)w->to = strtod(t.at, NULL);
    else
        *(float *)w->to = strtof(t.at, NULL);
    return 1;
}

/* "[^a-z]": one flag per byte; returns the position after ']'. */
static const char *read_set(const char *p, unsigned char *set)
{
    int invert = *p == '^';
    memset(set, invert, 256);
    p += invert;
    const char *start = p;
    for (; *p && (*p != ']' || p == start); p++)
        if (*p == '-' && p > start && p[1] && p[1] != ']') {
            for (int c = (unsigned char)p[-1]; c <= (unsigned char)p[1]; c++)
                set[c] = !invert;
            p++;
        } else
            set[(unsigned char)*p] = !invert;
    return *p ? p + 1 : p;
}

/* %s, %c and %[: bytes for which set is not 0; set NULL means anything. */
static int scan_bytes(struct __source *s, const struct want *w, const unsigned char *set, int width, int terminate)
{
    size_t n = 0, size = w->allocate ? 32 : 0;
    char *to = w->skip ? NULL : w->allocate ? malloc(size) : w->to;
    int c = EOF;
    while (width > 0) {
        c = get(s);
        if (c == EOF || (set && !set[c]))
            break;
        width--;
        if (w->allocate && to && n + 2 > size)
            to = realloc(to, size *= 2);
        if (to)
            to[n] = (char)c;
        n++;
        if (width == 0)
            c = EOF - 1;
    }
    if (c >= 0)
        back(s, c);
    if (n == 0) {
        if (w->allocate)
            free(to);
        return n == 0 && c == EOF ? EOF : 0;
    }
    if (to && terminate)
        to[n] = 0;
    if (w->allocate && !w->skip)
        *(char **)w->to = to;
    return 1;
}

static int scan_string(struct __source *s, const struct want *w)
{
    unsigned char set[256];
    if (skip_space(s) == EOF)
        return EOF;
    memset(set, 1, sizeof set);
    for (int c = 0; c < 128; c++)
        set[c] = !isspace(c);
    return scan_bytes(s, w, set, w->width > 0 ? w->width : INT_MAX, 1);
}

static const char *parse(const char *p, struct want *w)
{
    w->skip = *p == '*';
    p += w->skip;
    for (w->width = 0; isdigit((unsigned char)*p); p++)
        if (w->width < 100000000)
            w->width = w->width * 10 + (*p - '0');
    w->allocate = *p == 'm';
    p += w->allocate;
    w->length = 0;
    if (*p == 'h' || *p == 'l') {
        w->length = *p++;
        if (*p == w->length) {
            w->length = *p == 'l' ? 'q' : 'b';
            p++;
        }
    } else if (*p == 'j' || *p == 'q' || *p == 'L') {
        w->length = 'q';
        p++;
    } else if (*p == 'z' || *p == 't') {
        w->length = 'l';
        p++;
    }
    return p;
}

static int convert(struct __source *s, const char **at, struct want *w)
{
    unsigned char set[256];
    int type = *(*at)++;
    switch (type) {
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': case 'p':
        return scan_integer(s, w, type);
    case 'a': case 'e': case 'f': case 'g': case 'A': case 'E': case 'F': case 'G':
        return scan_float(s, w);
    case 's':
        return scan_string(s, w);
    case 'c':
        return scan_bytes(s, w, NULL, w->width > 0 ? w->width : 1, 0);
    case '[':
        *at = read_set(*at, set);
        return scan_bytes(s, w, set, w->width > 0 ? w->width : INT_MAX, 1);
    default:
        return 0;
    }
}

/* The n-th pointer of the list, for %n$. */
static void *nth(va_list first, int n)
{
    va_list args;
    void *p = NULL;
    va_copy(args, first);
    while (n-- > 0)
        p = va_arg(args, void *);
    va_end(args);
    return p;
}

/* Literal text of the format: 1 matched, 0 not, EOF at the end of input. */
static int literal(struct __source *s, int expected)
{
    int c = get(s);
    if (c == expected)
        return 1;
    back(s, c);
    return c == EOF ? EOF : 0;
}

int __scan(struct __source *s, const char *format, va_list args)
{
    struct want w;
    int stored = 0, any = 0;
    va_list first;
    va_copy(first, args);
    for (const char *p = format; *p;) {
        int r;
        if (isspace((unsigned char)*p)) {
            skip_space(s);
            p++;
            continue;
        }
        if (*p != '%' || p[1] == '%') {
            if (*p == '%') {
                skip_space(s);
                p++;
            }
            r = literal(s, (unsigned char)*p++);
            if (r == 1)
                continue;
            return r == EOF && !any ? EOF : stored;
        }
        char *after;
        long number = isdigit((unsigned char)p[1]) ? strtol(p + 1, &after, 10) : 0;
        int numbered = number > 0 && *after == '$';
        p = parse(numbered ? after + 1 : p + 1, &w);
        if (*p == 0)
            break;
        w.to = w.skip ? NULL : numbered ? nth(first, (int)number) : va_arg(args, void *);
        if (*p == 'n') {
            p++;
            store(&w, (unsigned long long)s->count);
            continue;
        }
        r = convert(s, &p, &w);
        if (r != 1)
            return r == EOF && !any ? EOF : stored;
        any = 1;
        stored += !w.skip;
    }
    va_end(first);
    return stored;
}
