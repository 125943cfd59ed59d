/* sort: sorts lines by bytes. sort [-bcfnrsu] [-t CHAR] [-k FROM[,TO]] [-o FILE] [FILE]... */
#define _GNU_SOURCE
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct Key { int from, to; int flags[128]; };
static struct Key keys[8];
static int key_count, flags[128], separator;
static char **lines;
static size_t line_count, line_room;

static void read_lines(FILE *file) {
    char *line = NULL;
    size_t room = 0;
    for (ssize_t length; (length = getline(&line, &room, file)) >= 0; line = NULL, room = 0) {
        if (length && line[length - 1] == '\n') line[length - 1] = 0;
        if (line_count == line_room) {
            line_room = line_room ? line_room * 2 : 64;
            lines = realloc(lines, line_room * sizeof *lines);
            if (!lines) errx(2, "memory exhausted");
        }
        lines[line_count++] = line;
    }
    free(line);
}

/* The start of field n (from 1); its end when `is_end`. A field without -t begins with the blanks before it. */
static const char *field(const char *line, int n, int is_end) {
    const char *p = line;
    for (int i = 1; i < n + is_end && *p; i++) {
        if (separator) {
            const char *next = strchr(p, separator);
            if (!next) return p + strlen(p);
            p = is_end && i == n ? next : next + 1;
        } else {
            while (isblank((unsigned char)*p)) p++;
            while (*p && !isblank((unsigned char)*p)) p++;
        }
    }
    return p;
}

/* Numbers of any length: sign, digits, fraction; no overflow and no rounding. */
static int compare_numbers(const char *a, const char *b) {
    while (isblank((unsigned char)*a)) a++;
    while (isblank((unsigned char)*b)) b++;
    int a_minus = *a == '-', b_minus = *b == '-';
    a += a_minus;
    b += b_minus;
    while (*a == '0') a++;
    while (*b == '0') b++;
    size_t m = strspn(a, "0123456789"), n = strspn(b, "0123456789");
    int order = m != n ? (m < n ? -1 : 1) : strncmp(a, b, m);
    int a_zero = !m, b_zero = !n;
    a += m;
    b += n;
    const char *x = *a == '.' ? a + 1 : "", *y = *b == '.' ? b + 1 : "";
    for (;; x += *x != 0, y += *y != 0) {
        int c = isdigit((unsigned char)*x) ? *x : 0, d = isdigit((unsigned char)*y) ? *y : 0;
        if (!c) x = "";
        if (!d) y = "";
        if (!c && !d) break;
        if (c > '0') a_zero = 0;
        if (d > '0') b_zero = 0;
        if (!order) order = (c ? c : '0') - (d ? d : '0');
    }
    if (a_zero && b_zero) return 0;
    if (a_zero) a_minus = 0;
    if (b_zero) b_minus = 0;
    if (a_minus != b_minus) return a_minus ? -1 : 1;
    return a_minus ? -order : order;
}

static int compare_text(const char *a, size_t m, const char *b, size_t n, int folds) {
    for (size_t i = 0; i < m && i < n; i++) {
        int c = (unsigned char)a[i], d = (unsigned char)b[i];
        if (folds) {
            c = toupper(c);
            d = toupper(d);
        }
        if (c != d) return c - d;
    }
    return (m > n) - (m < n);
}

static int compare_key(const struct Key *key, const char *a, const char *b) {
    const char *x = field(a, key->from, 0), *y = field(b, key->from, 0);
    const char *x_end = key->to ? field(a, key->to, 1) : x + strlen(x), *y_end = key->to ? field(b, key->to, 1) : y + strlen(y);
    if (key->flags['b']) {
        while (x < x_end && isblank((unsigned char)*x)) x++;
        while (y < y_end && isblank((unsigned char)*y)) y++;
    }
    int order;
    if (key->flags['n']) {
        char *m = strndup(x, x_end > x ? x_end - x : 0), *n = strndup(y, y_end > y ? y_end - y : 0);
        if (!m || !n) errx(2, "memory exhausted");
        order = compare_numbers(m, n);
        free(m);
        free(n);
    } else {
        order = compare_text(x, x_end > x ? x_end - x : 0, y, y_end > y ? y_end - y : 0, key->flags['f']);
    }
    return key->flags['r'] ? -order : order;
}

static int compare_keys(const char *a, const char *b) {
    for (int i = 0; i < key_count; i++) {
        int order = compare_key(&keys[i], a, b);
        if (order) return order;
    }
    return 0;
}

static int compare(const void *a, const void *b) {
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    int order = compare_keys(x, y);
    if (order || flags['u'] || flags['s']) return order;
    order = compare_text(x, strlen(x), y, strlen(y), 0);
    return flags['r'] ? -order : order;
}

/* Merge sort: lines that compare equal stay in their order. */
static void sort_lines(char **from, char **scratch, size_t count) {
    if (count < 2) return;
    size_t half = count / 2, i = 0, j = half, k = 0;
    sort_lines(from, scratch, half);
    sort_lines(from + half, scratch, count - half);
    while (i < half || j < count)
        scratch[k++] = j == count || (i < half && compare(&from[i], &from[j]) <= 0) ? from[i++] : from[j++];
    memcpy(from, scratch, count * sizeof *from);
}

static void add_key(const char *text) {
    char *end;
    if (key_count == (int)(sizeof keys / sizeof *keys)) errx(2, "too many keys");
    struct Key *key = &keys[key_count++];
    key->from = strtol(text, &end, 10);
    if (key->from < 1) errx(2, "invalid number at field start: invalid count at start of '%s'", text);
    if (*end == '.') strtol(end + 1, &end, 10);
    for (; *end && *end != ','; end++) key->flags[*end & 127] = 1;
    if (*end == ',') key->to = strtol(end + 1, &end, 10);
    for (; *end; end++) key->flags[*end & 127] = 1;
}

int main(int argc, char **argv) {
    const char *output = NULL;
    for (int c; (c = getopt(argc, argv, "bcfnrsut:k:o:")) != -1;) {
        if (c == '?') return 2;
        if (c == 't') separator = *optarg;
        else if (c == 'k') add_key(optarg);
        else if (c == 'o') output = optarg;
        else flags[c] = 1;
    }
    if (!key_count) keys[key_count++].from = 1;
    for (int i = 0; i < key_count; i++)
        if (!keys[i].flags['n'] && !keys[i].flags['r'] && !keys[i].flags['f'] && !keys[i].flags['b']) memcpy(keys[i].flags, flags, sizeof flags);
    if (optind == argc) read_lines(stdin);
    for (int i = optind; i < argc; i++) {
        FILE *file = strcmp(argv[i], "-") ? fopen(argv[i], "r") : stdin;
        if (!file) err(2, "cannot read: %s", argv[i]);
        read_lines(file);
        if (file != stdin) fclose(file);
    }
    for (size_t i = 1; flags['c'] && i < line_count; i++)
        if (compare(&lines[i - 1], &lines[i]) > 0) errx(1, "%s:%lu: disorder: %s", optind < argc ? argv[optind] : "-", (unsigned long)i + 1, lines[i]);
    if (flags['c']) return 0;
    char **scratch = malloc((line_count + 1) * sizeof *scratch);
    if (!scratch) errx(2, "memory exhausted");
    sort_lines(lines, scratch, line_count);
    if (output && !freopen(output, "w", stdout)) err(2, "open failed: %s", output);
    for (size_t i = 0; i < line_count; i++)
        if (!i || !flags['u'] || compare_keys(lines[i - 1], lines[i])) puts(lines[i]);
    return 0;
}
