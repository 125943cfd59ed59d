/* test: evaluates a condition and says by its status: 0 true, 1 false, 2 not understood. (The shell has its own, too.) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char **at;
static int either(void);

static void fail(const char *format, const char *word) {
    fprintf(stderr, format, word);
    exit(2);
}

static long number(const char *text) {
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end) fail("test: invalid integer '%s'\n", text);
    return value;
}

static int is_file(int question, const char *path) {
    struct stat s;
    if (question == 'L' || question == 'h') return !lstat(path, &s) && S_ISLNK(s.st_mode);
    if (question == 'r' || question == 'w' || question == 'x') return !access(path, question == 'r' ? R_OK : question == 'w' ? W_OK : X_OK);
    if (stat(path, &s)) return 0;
    switch (question) {
    case 'e': return 1;
    case 's': return s.st_size > 0;
    case 'f': return S_ISREG(s.st_mode);
    case 'd': return S_ISDIR(s.st_mode);
    case 'p': return S_ISFIFO(s.st_mode);
    case 'c': return S_ISCHR(s.st_mode);
    case 'b': return S_ISBLK(s.st_mode);
    default: return S_ISSOCK(s.st_mode);
    }
}

static int binary(const char *a, const char *operator, const char *b, int *value) {
    static const char *const names[] = { "=", "==", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", NULL };
    int i = 0;
    while (names[i] && strcmp(names[i], operator)) i++;
    if (!names[i]) return 0;
    if (i < 3) {
        *value = !strcmp(a, b) == (i < 2);
        return 1;
    }
    long m = number(a), n = number(b);
    *value = i == 3 ? m == n : i == 4 ? m != n : i == 5 ? m < n : i == 6 ? m <= n : i == 7 ? m > n : m >= n;
    return 1;
}

static int primary(void) {
    char *word = *at;
    int value;
    if (!word) fail("test: missing argument%s\n", "");
    if (at[1] && at[2] && binary(word, at[1], at[2], &value)) {
        at += 3;
        return value;
    }
    if (!strcmp(word, "!") && at[1]) {
        at++;
        return !primary();
    }
    if (!strcmp(word, "(") && at[1]) {
        at++;
        value = either();
        if (!*at || strcmp(*at, ")")) fail("test: '%s' expected\n", ")");
        at++;
        return value;
    }
    at++;
    if (word[0] != '-' || !word[1] || word[2] || !strchr("nztrwxLhesfdpcbS", word[1]) || !*at) return *word != 0;
    at++;
    if (word[1] == 'n' || word[1] == 'z') return !*at[-1] == (word[1] == 'z');
    return word[1] == 't' ? isatty(number(at[-1])) : is_file(word[1], at[-1]);
}

static int both(void) {
    int value = primary();
    while (*at && !strcmp(*at, "-a")) {
        at++;
        value &= primary();
    }
    return value;
}

static int either(void) {
    int value = both();
    while (*at && !strcmp(*at, "-o")) {
        at++;
        value |= both();
    }
    return value;
}

int main(int argc, char **argv) {
    const char *name = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
    if (!strcmp(name, "[")) {
        if (strcmp(argv[argc - 1], "]")) fail("[: missing '%s'\n", "]");
        argv[--argc] = NULL;
    }
    if (argc < 2) return 1;
    at = argv + 1;
    int value = either();
    if (*at) fail("test: extra argument '%s'\n", *at);
    return !value;
}
