/* head: prints the beginning of files. head [-n LINES | -c BYTES | -LINES] [FILE]... */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long number(const char *text, const char *what) {
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 0) errx(1, "invalid number of %s: '%s'", what, text);
    return value;
}

int main(int argc, char **argv) {
    long count = 10;
    int in_bytes = 0, status = 0;
    if (argc > 1 && argv[1][0] == '-' && isdigit((unsigned char)argv[1][1])) {
        count = number(argv[1] + 1, "lines");
        argv[1] = argv[0];
        argv++;
        argc--;
    }
    for (int c; (c = getopt(argc, argv, "n:c:q")) != -1;) {
        if (c == '?') return 1;
        if (c == 'q') continue;
        in_bytes = c == 'c';
        count = number(optarg, in_bytes ? "bytes" : "lines");
    }
    int n = argc - optind;
    for (int i = 0; i < n || (i == 0 && !n); i++) {
        const char *name = n ? argv[optind + i] : "-";
        FILE *file = strcmp(name, "-") ? fopen(name, "r") : stdin;
        if (!file) {
            warn("cannot open '%s' for reading", name);
            status = 1;
            continue;
        }
        if (n > 1) printf("%s==> %s <==\n", i ? "\n" : "", file == stdin ? "standard input" : name);
        long left = count;
        for (int c; left > 0 && (c = getc(file)) != EOF;) {
            putchar(c);
            left -= in_bytes || c == '\n';
        }
        if (file != stdin) fclose(file);
    }
    return status;
}
