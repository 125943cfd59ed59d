/* seq: prints numbers from FIRST (1) to LAST in steps. seq [-w] [-s SEPARATOR] [FIRST [STEP]] LAST */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int precision;

static double number(const char *text) {
    char *end;
    double value = strtod(text, &end);
    const char *point = strchr(text, '.');
    if (end == text || *end) errx(1, "invalid floating point argument: '%s'", text);
    if (point && (int)strlen(point + 1) > precision) precision = strlen(point + 1);
    return value;
}

int main(int argc, char **argv) {
    const char *separator = "\n";
    int equal_width = 0, i = 1, width = 0;
    for (; i < argc && argv[i][0] == '-' && (argv[i][1] == 's' || argv[i][1] == 'w'); i++) {
        if (argv[i][1] == 'w') equal_width = 1;
        else if (argv[i][2]) separator = argv[i] + 2;
        else if (i + 1 < argc) separator = argv[++i];
    }
    if (i == argc || argc - i > 3) {
        fprintf(stderr, i == argc ? "seq: missing operand\n" : "seq: extra operand '%s'\n", argv[argc - 1]);
        return 1;
    }
    double first = argc - i > 1 ? number(argv[i]) : 1, step = argc - i > 2 ? number(argv[i + 1]) : 1, last = number(argv[argc - 1]);
    int last_precision = precision;
    if (step == 0) errx(1, "invalid Zero increment value: '%s'", argv[i + 1]);
    const char *point = strchr(argv[argc - 1], '.');
    if (point && argc - i == 1) last_precision = 0;
    if (equal_width) {
        int a = snprintf(NULL, 0, "%.*f", last_precision, first), b = snprintf(NULL, 0, "%.*f", last_precision, last);
        width = a > b ? a : b;
    }
    double slack = (step < 0 ? -step : step) * 1e-9;
    int is_first = 1;
    for (double n = 0, value = first; step > 0 ? value <= last + slack : value >= last - slack; value = first + ++n * step, is_first = 0)
        if (printf("%s%0*.*f", is_first ? "" : separator, width, last_precision, value) < 0) return 1;
    if (!is_first) putchar('\n');
    return 0;
}
