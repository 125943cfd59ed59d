/* printf: formats its arguments. printf FORMAT [ARGUMENT]...; the format is used again while arguments are left. */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **arguments;
static int status, stopped;

static const char *next(void) { return *arguments ? *arguments++ : NULL; }

static long long integer(const char *text) {
    char *end;
    if (!text || !*text) return 0;
    if (*text == '"' || *text == '\'') return (unsigned char)text[1];
    errno = 0;
    long long value = *text == '-' ? strtoll(text, &end, 0) : (long long)strtoull(text, &end, 0);
    if (errno) warn("'%s'", text);
    else if (end == text) warnx("'%s': expected a numeric value", text);
    else if (*end) warnx("'%s': value not completely converted", text);
    if (errno || *end || end == text) status = 1;
    return value;
}

static double real(const char *text) {
    char *end;
    double value = strtod(text ? text : "", &end);
    if (text && (*end || end == text)) {
        warnx("'%s': expected a numeric value", text);
        status = 1;
    }
    return value;
}

/* Prints the escape at p (after the backslash); returns its last character. \c stops all output. */
static const char *put_escape(const char *p, int is_argument) {
    static const char plain[] = "a\ab\be\033f\fn\nr\rt\tv\v\\\\\"\"";
    if (*p >= '0' && *p <= '7') {
        int value = 0, most = is_argument && *p == '0' ? 4 : 3;
        for (int i = 0; i < most && *p >= '0' && *p <= '7'; i++) value = value * 8 + *p++ - '0';
        putchar(value);
        return p - 1;
    }
    if (*p == 'x' && isxdigit((unsigned char)p[1])) {
        int value = 0;
        for (int i = 0; i < 2 && isxdigit((unsigned char)p[1]); i++) {
            int c = tolower((unsigned char)*++p);
            value = value * 16 + (isdigit(c) ? c - '0' : c - 'a' + 10);
        }
        putchar(value);
        return p;
    }
    for (const char *q = plain; *q; q += 2)
        if (*q == *p) {
            putchar(q[1]);
            return p;
        }
    if (*p == 'c') {
        stopped = 1;
        return p;
    }
    putchar('\\');
    if (*p) putchar(*p);
    return *p ? p : p - 1;
}

/* Prints one conversion; p is after the '%'. Returns its last character. */
static const char *convert(const char *p) {
    char format[64] = "%";
    size_t used = 1;
    for (; *p && used < sizeof format - 30 && strchr("-+ #0.123456789*", *p); p++) {
        if (*p == '*') used += snprintf(format + used, 12, "%d", (int)integer(next()));
        else format[used++] = *p;
    }
    while (*p && strchr("hlLjzt", *p)) p++;
    format[used] = 0;
    if (*p == '%') {
        putchar('%');
    } else if (*p == 'b') {
        const char *text = next();
        for (const char *q = text ? text : ""; *q && !stopped; q++) {
            if (*q == '\\') q = put_escape(q + 1, 1);
            else putchar(*q);
        }
    } else if (*p == 'c') {
        const char *text = next();
        strcpy(format + used, "c");
        if (text && *text) printf(format, *text);
    } else if (*p == 's') {
        const char *text = next();
        strcpy(format + used, "s");
        printf(format, text ? text : "");
    } else if (*p && strchr("diouxX", *p)) {
        snprintf(format + used, 4, "ll%c", *p);
        printf(format, integer(next()));
    } else if (*p && strchr("eEfFgGaA", *p)) {
        snprintf(format + used, 2, "%c", *p);
        printf(format, real(next()));
    } else {
        fflush(stdout);
        errx(1, "%s%.1s: invalid conversion specification", format, p);
    }
    return p;
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "--")) {
        argv++;
        argc--;
    }
    if (argc < 2) {
        fprintf(stderr, "printf: missing operand\n");
        return 1;
    }
    arguments = argv + 2;
    do {
        char **before = arguments;
        for (const char *p = argv[1]; *p && !stopped; p++) {
            if (*p == '%') p = convert(p + 1);
            else if (*p == '\\') p = put_escape(p + 1, 0);
            else putchar(*p);
        }
        if (arguments == before) break;
    } while (*arguments && !stopped);
    return fflush(stdout) ? 1 : status;
}
