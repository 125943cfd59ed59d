/* tr: translates, squeezes or deletes characters. tr [-c] [-d] [-s] SET1 [SET2]; sets know a-z, [:class:] and escapes. */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct Set { unsigned char at[1024]; int count; };

static void add(struct Set *set, int c) {
    if (set->count < (int)sizeof set->at) set->at[set->count++] = c;
}

static int character(const char **p) {
    if (**p != '\\' || !(*p)[1]) return (unsigned char)*(*p)++;
    int value = 0;
    (*p)++;
    if (**p >= '0' && **p <= '7') {
        for (int i = 0; i < 3 && **p >= '0' && **p <= '7'; i++) value = value * 8 + *(*p)++ - '0';
        return value & 255;
    }
    const char *found = strchr("a\ab\bf\fn\nr\rt\tv\v", **p);
    int c = (unsigned char)*(*p)++;
    return found && strchr("abfnrtv", c) ? found[1] : c;
}

static void add_class(struct Set *set, const char *name, size_t length) {
    static const struct { const char *name; int (*is)(int); } classes[] = {
        { "alpha", isalpha }, { "digit", isdigit }, { "alnum", isalnum }, { "upper", isupper }, { "lower", islower }, { "space", isspace },
        { "blank", isblank }, { "punct", ispunct }, { "print", isprint }, { "graph", isgraph }, { "cntrl", iscntrl }, { "xdigit", isxdigit },
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (strlen(classes[i].name) != length || memcmp(classes[i].name, name, length)) continue;
        for (int c = 0; c < 256; c++)
            if (classes[i].is(c)) add(set, c);
        return;
    }
    errx(1, "invalid character class '%.*s'", (int)length, name);
}

static void parse(struct Set *set, const char *p) {
    while (*p) {
        const char *end = p[0] == '[' && p[1] == ':' ? strstr(p, ":]") : NULL;
        if (end) {
            add_class(set, p + 2, end - p - 2);
            p = end + 2;
            continue;
        }
        int low = character(&p);
        if (*p != '-' || !p[1]) {
            add(set, low);
            continue;
        }
        p++;
        int high = character(&p);
        if (high < low) errx(1, "range-endpoints of '%c-%c' are in reverse collating sequence order", low, high);
        for (int c = low; c <= high; c++) add(set, c);
    }
}

static int holds(const struct Set *set, int c) { return memchr(set->at, c, set->count) != NULL; }

int main(int argc, char **argv) {
    static struct Set first, second, rest;
    int deletes = 0, squeezes = 0, complements = 0, map[256], last = -1;
    for (int c; (c = getopt(argc, argv, "+cCds")) != -1;) {
        if (c == '?') return 1;
        if (c == 'd') deletes = 1;
        else if (c == 's') squeezes = 1;
        else complements = 1;
    }
    if (optind == argc) errx(1, "missing operand");
    parse(&first, argv[optind]);
    int translates = argc - optind > 1 && !deletes;
    if (argc - optind > 1) parse(&second, argv[optind + 1]);
    if (!deletes && !squeezes && !translates) errx(1, "missing operand after '%s'", argv[optind]);
    if (translates && !second.count) errx(1, "when not truncating set1, string2 must be non-empty");
    if (complements) {
        for (int c = 0; c < 256; c++)
            if (!holds(&first, c)) add(&rest, c);
        first = rest;
    }
    for (int c = 0; c < 256; c++) map[c] = c;
    for (int i = 0; translates && i < first.count; i++) map[first.at[i]] = second.at[i < second.count ? i : second.count - 1];
    const struct Set *squeezed = argc - optind > 1 ? &second : &first;
    for (int c; (c = getchar()) != EOF;) {
        if (deletes && holds(&first, c)) continue;
        c = map[c];
        if (squeezes && c == last && holds(squeezed, c)) continue;
        last = c;
        putchar(c);
    }
    return 0;
}
