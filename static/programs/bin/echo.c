/* echo: prints its arguments. echo [-n] [-e] [WORD]...; -e reads backslash escapes, as GNU echo does. */
#include <stdio.h>
#include <string.h>

/* Prints one escape at p (after the backslash) and returns the last character used; NULL for \c. */
static const char *put_escape(const char *p) {
    const char *plain = strchr("a\ab\be\033f\fn\nr\rt\tv\v\\\\", *p);
    int value = 0;
    if (*p == 'c') return NULL;
    if (*p == '0') {
        for (int digits = 0; digits < 3 && p[1] >= '0' && p[1] <= '7'; digits++) value = value * 8 + *++p - '0';
        putchar(value);
    } else if (plain && strchr("abefnrtv\\", *p)) {
        putchar(plain[1]);
    } else {
        putchar('\\');
        putchar(*p);
    }
    return p;
}

int main(int argc, char **argv) {
    int i = 1, newline = 1, escapes = 0;
    for (; i < argc && argv[i][0] == '-' && argv[i][1] && !argv[i][1 + strspn(argv[i] + 1, "neE")]; i++)
        for (const char *p = argv[i] + 1; *p; p++) {
            if (*p == 'n') newline = 0;
            else escapes = *p == 'e';
        }
    for (int first = i; i < argc; i++) {
        if (i > first) putchar(' ');
        for (const char *p = argv[i]; *p; p++) {
            if (*p != '\\' || !escapes || !p[1]) putchar(*p);
            else if (!(p = put_escape(p + 1))) return 0;
        }
    }
    if (newline) putchar('\n');
    return fflush(stdout) ? 1 : 0;
}
