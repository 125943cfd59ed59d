/*
 * grep: prints the lines that match a pattern. grep [-EFHchilnoqsvwx] [-e PATTERN] [PATTERN] [FILE]...
 * Patterns: . * [set] ^ $ \c, alternatives with \| (-E: |), \+ \? (-E: + ?); no groups and no back-references.
 * The matcher tries the longest repetition first and steps back: exponential only in the number of stars.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int flags[128]; /* by option letter */
static const char *line_start;

static int fold(int c) { return flags['i'] ? tolower((unsigned char)c) : (unsigned char)c; }

/* Past the one-character atom at p. */
static const char *after_atom(const char *p, const char *end) {
    if (*p == '\\' && p + 1 < end) return p + 2;
    if (*p != '[') return p + 1;
    const char *q = p + 1;
    if (q < end && *q == '^') q++;
    if (q < end && *q == ']') q++;
    while (q < end && *q != ']') {
        if (*q == '[' && q + 1 < end && q[1] == ':' && memmem(q, end - q, ":]", 2)) q = (const char *)memmem(q, end - q, ":]", 2) + 1;
        q++;
    }
    return q < end ? q + 1 : p + 1;
}

static int in_class(const char *name, size_t length, int c) {
    static const struct { const char *name; int (*is)(int); } classes[] = {
        { "alpha", isalpha }, { "digit", isdigit }, { "alnum", isalnum }, { "upper", isupper }, { "lower", islower },
        { "space", isspace }, { "blank", isblank }, { "punct", ispunct }, { "print", isprint }, { "xdigit", isxdigit },
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strlen(classes[i].name) == length && !memcmp(classes[i].name, name, length)) return classes[i].is(c) != 0;
    return 0;
}

static int in_set(const char *p, const char *end, int c) { /* between the brackets */
    int is_negated = *p == '^', found = 0;
    for (p += is_negated; p < end; p++) {
        const char *close = *p == '[' && p[1] == ':' ? memmem(p, end - p, ":]", 2) : NULL;
        if (close) {
            found |= in_class(p + 2, close - p - 2, c);
            p = close + 1;
        } else if (p + 2 < end && p[1] == '-') {
            found |= fold(*p) <= fold(c) && fold(c) <= fold(p[2]);
            p += 2;
        } else {
            found |= fold(*p) == fold(c);
        }
    }
    return found != is_negated;
}

static int matches_one(const char *p, const char *next, int c) {
    if (!c) return 0;
    if (*p == '\\' && next - p == 2) {
        int is_word = isalnum((unsigned char)c) || c == '_';
        if (p[1] == 'w') return is_word;
        if (p[1] == 'W') return !is_word;
        if (p[1] == 's') return isspace((unsigned char)c) != 0;
        return fold(p[1]) == fold(c);
    }
    if (*p == '[' && next - p > 2) return in_set(p + 1, next - 1, (unsigned char)c);
    return *p == '.' || fold(*p) == fold(c);
}

static int repetition(const char *p, const char *end, int *length) { /* the * + ? at p, or 0 */
    *length = 1;
    if (p >= end) return 0;
    if (*p == '*' || (flags['E'] && (*p == '+' || *p == '?'))) return *p;
    *length = 2;
    if (!flags['E'] && *p == '\\' && p + 1 < end && (p[1] == '+' || p[1] == '?')) return p[1];
    return 0;
}

/* Where the match of [p, end) at text ends, or NULL. */
static const char *match_here(const char *p, const char *start, const char *end, const char *text) {
    int skip;
    while (p < end) {
        if (*p == '^' && (p == start)) {
            if (text != line_start) return NULL;
            p++;
            continue;
        }
        if (*p == '$' && p + 1 == end) return *text ? NULL : text;
        const char *next = *p == '*' && p == start ? p + 1 : after_atom(p, end);
        int repeat = repetition(next, end, &skip);
        if (repeat) {
            const char *longest = text;
            while (matches_one(p, next, *longest) && (repeat != '?' || longest == text)) longest++;
            for (const char *least = repeat == '+' ? text + 1 : text; longest >= least; longest--) {
                const char *found = match_here(next + skip, NULL, end, longest);
                if (found) return found;
            }
            return NULL;
        }
        if (!matches_one(p, next, *text)) return NULL;
        p = next;
        text++;
    }
    return text;
}

static int is_word_char(int c) { return isalnum((unsigned char)c) || c == '_'; }

static const char *match_plain(const char *pattern, size_t length, const char *text) {
    for (size_t i = 0; i < length; i++)
        if (!text[i] || fold(pattern[i]) != fold(text[i])) return NULL;
    return text + length;
}

/* The longest match of any alternative (separated by newlines, | or \|) at text. */
static const char *match_at(const char *pattern, const char *text) {
    const char *best = NULL;
    for (const char *p = pattern;; p++) {
        const char *start = p, *end, *found;
        while (*p && *p != '\n' && !(flags['E'] && *p == '|') && !(*p == '\\' && p[1] == '|' && !flags['E'] && !flags['F']))
            p = flags['F'] ? p + 1 : after_atom(p, p + strlen(p));
        end = p;
        found = flags['F'] ? match_plain(start, end - start, text) : match_here(start, start, end, text);
        if (found && flags['x'] && (*found || text != line_start)) found = NULL;
        if (found && flags['w'] && ((text > line_start && is_word_char(text[-1])) || is_word_char(*found))) found = NULL;
        if (found && (!best || found > best)) best = found;
        if (!*p) return best;
        if (*p == '\\') p++;
    }
}

/* The first match in the line: its start, with its end in *end. */
static const char *find(const char *pattern, const char *text, const char **end) {
    for (;; text++) {
        if ((*end = match_at(pattern, text))) return text;
        if (!*text) return NULL;
    }
}

static long search(const char *pattern, FILE *file, const char *name, int has_prefix) {
    char *line = NULL;
    size_t room = 0;
    long count = 0, number = 0;
    for (ssize_t length; (length = getline(&line, &room, file)) >= 0;) {
        const char *end, *at;
        number++;
        if (length && line[length - 1] == '\n') line[--length] = 0;
        line_start = line;
        at = find(pattern, line, &end);
        if (!at == !flags['v']) continue;
        count++;
        if (flags['q'] || flags['l']) break;
        if (flags['c']) continue;
        for (;;) {
            if (!flags['o'] || (at && end > at)) {
                if (has_prefix) printf("%s:", name);
                if (flags['n']) printf("%ld:", number);
                if (flags['o']) printf("%.*s\n", (int)(end - at), at);
                else puts(line);
            }
            if (!flags['o'] || !at || !*end) break;
            at = find(pattern, end > at ? end : end + 1, &end);
            if (!at) break;
        }
    }
    free(line);
    if (flags['c'] && !flags['q'] && !flags['l']) {
        if (has_prefix) printf("%s:", name);
        printf("%ld\n", count);
    }
    if (flags['l'] && count) puts(name);
    return count;
}

int main(int argc, char **argv) {
    char *pattern = NULL;
    int is_found = 0, has_error = 0;
    for (int c; (c = getopt(argc, argv, "EFHGchilnoqsvwxe:")) != -1;) {
        if (c == '?') {
            fprintf(stderr, "Usage: grep [OPTION]... PATTERNS [FILE]...\n");
            return 2;
        }
        flags[c] = 1;
        if (c != 'e') continue;
        char *both = malloc(strlen(optarg) + (pattern ? strlen(pattern) : 0) + 2);
        if (!both) errx(2, "memory exhausted");
        sprintf(both, "%s%s%s", pattern ? pattern : "", pattern ? "\n" : "", optarg);
        pattern = both;
    }
    if (!pattern && optind == argc) {
        fprintf(stderr, "Usage: grep [OPTION]... PATTERNS [FILE]...\n");
        return 2;
    }
    if (!pattern) pattern = argv[optind++];
    int has_prefix = (argc - optind > 1 || flags['H']) && !flags['h'];
    if (optind == argc) is_found = search(pattern, stdin, "(standard input)", has_prefix) > 0;
    for (int i = optind; i < argc; i++) {
        int is_stdin = !strcmp(argv[i], "-");
        FILE *file = is_stdin ? stdin : fopen(argv[i], "r");
        if (!file) {
            if (!flags['s']) warn("%s", argv[i]);
            has_error = 1;
            continue;
        }
        is_found |= search(pattern, file, is_stdin ? "(standard input)" : argv[i], has_prefix) > 0;
        if (!is_stdin) fclose(file);
    }
    return has_error && !(is_found && flags['q']) ? 2 : !is_found;
}
