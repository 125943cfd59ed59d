/* expr: evaluates an expression of its arguments: | & = != < <= > >= + - * / % : ( ), length, substr, index. Status 1 for 0 or "". */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **at;
static char *level_or(void);

static char *text_of(long long number) {
    char *text = malloc(24);
    if (!text) errx(3, "memory exhausted");
    snprintf(text, 24, "%lld", number);
    return text;
}

static int is_number(const char *text) {
    if (*text == '-') text++;
    return *text && !text[strspn(text, "0123456789")];
}

static long long number(const char *text) {
    if (!is_number(text)) errx(2, "non-integer argument");
    return strtoll(text, NULL, 10);
}

static int is_null(const char *text) { return !*text || (is_number(text) && strtoll(text, NULL, 10) == 0); }

static int takes(const char *word) {
    if (!*at || strcmp(*at, word)) return 0;
    at++;
    return 1;
}

static int one_matches(const char *p, int c) {
    if (!c) return 0;
    if (*p == '\\') return p[1] == c;
    if (*p != '[') return *p == '.' || *p == c;
    int is_negated = p[1] == '^', found = 0;
    for (p += 1 + is_negated; *p && *p != ']'; p++) {
        if (p[1] == '-' && p[2] && p[2] != ']') {
            found |= p[0] <= c && c <= p[2];
            p += 2;
        } else {
            found |= *p == c;
        }
    }
    return found != is_negated;
}

static const char *group_start, *group_end;

/* Where the basic regular expression p, anchored at text, stops matching; NULL when it does not match. */
static const char *match(const char *p, const char *text) {
    if (!*p) return text;
    if (p[0] == '$' && !p[1]) return *text ? NULL : text;
    if (p[0] == '\\' && (p[1] == '(' || p[1] == ')')) {
        const char **slot = p[1] == '(' ? &group_start : &group_end, *old = *slot;
        *slot = text;
        const char *end = match(p + 2, text);
        if (!end) *slot = old;
        return end;
    }
    const char *close = *p == '[' && p[1] ? strchr(p + 2, ']') : NULL, *next = *p == '\\' && p[1] ? p + 2 : close ? close + 1 : p + 1;
    if (*next != '*') return one_matches(p, *text) ? match(next, text + 1) : NULL;
    const char *longest = text;
    while (one_matches(p, *longest)) longest++;
    for (; longest >= text; longest--) {
        const char *end = match(next + 1, longest);
        if (end) return end;
    }
    return NULL;
}

static char *do_match(const char *text, const char *pattern) {
    group_start = group_end = NULL;
    const char *end = match(pattern + (*pattern == '^'), text);
    if (!strstr(pattern, "\\(")) return text_of(end ? end - text : 0);
    char *part = strdup(end && group_end ? group_start : "");
    if (part && end && group_end) part[group_end - group_start] = 0;
    return part;
}

static char *primary(void) {
    if (takes("(")) {
        char *value = level_or();
        if (!takes(")")) errx(2, "syntax error: expecting ')'");
        return value;
    }
    if (takes("length")) return text_of(strlen(primary()));
    if (takes("match")) {
        char *text = primary();
        return do_match(text, primary());
    }
    if (takes("index")) {
        char *text = primary();
        size_t before = strcspn(text, primary());
        return text_of(text[before] ? (long long)before + 1 : 0);
    }
    if (takes("substr")) {
        char *text = primary();
        long long from = number(primary()), length = number(primary()), size = strlen(text);
        if (from < 1 || from > size || length < 1) return "";
        text = strdup(text + from - 1);
        if (length < (long long)strlen(text)) text[length] = 0;
        return text;
    }
    if (!*at) errx(2, "syntax error: missing argument after '%s'", at[-1]);
    return *at++;
}

static char *level_match(void) {
    char *left = primary();
    while (takes(":")) left = do_match(left, primary());
    return left;
}

static char *level_times(void) {
    char *left = level_match();
    for (;;) {
        int operator = takes("*") ? '*' : takes("/") ? '/' : takes("%") ? '%' : 0;
        if (!operator) return left;
        long long a = number(left), b = number(level_match());
        if (operator != '*' && !b) errx(2, "division by zero");
        left = text_of(operator == '*' ? (long long)((unsigned long long)a * (unsigned long long)b) : b == -1 ? operator == '/' ? (long long)(0ull - (unsigned long long)a) : 0 : operator == '/' ? a / b : a % b);
    }
}

static char *level_plus(void) {
    char *left = level_times();
    for (;;) {
        int operator = takes("+") ? '+' : takes("-") ? '-' : 0;
        if (!operator) return left;
        unsigned long long a = number(left), b = number(level_times());
        left = text_of((long long)(operator == '+' ? a + b : a - b));
    }
}

static char *level_compare(void) {
    static const char *const operators[] = { "=", "==", "!=", "<", "<=", ">", ">=", NULL };
    char *left = level_plus();
    for (;;) {
        int i = 0;
        while (operators[i] && !takes(operators[i])) i++;
        if (!operators[i]) return left;
        char *right = level_plus();
        int order = strcmp(left, right);
        if (is_number(left) && is_number(right)) order = (number(left) > number(right)) - (number(left) < number(right));
        left = text_of(i < 2 ? !order : i == 2 ? !!order : i == 3 ? order < 0 : i == 4 ? order <= 0 : i == 5 ? order > 0 : order >= 0);
    }
}

static char *level_and(void) {
    char *left = level_compare();
    while (takes("&")) {
        char *right = level_compare();
        if (is_null(left) || is_null(right)) left = "0";
    }
    return left;
}

static char *level_or(void) {
    char *left = level_and();
    while (takes("|")) {
        char *right = level_and();
        if (is_null(left)) left = is_null(right) ? "0" : right;
    }
    return left;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "expr: missing operand\n");
        return 2;
    }
    at = argv + 1;
    char *value = level_or();
    if (*at) errx(2, "syntax error: unexpected argument '%s'", *at);
    puts(value);
    return is_null(value);
}
