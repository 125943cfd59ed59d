/* tail: prints the end of files. tail [-n LINES | -n +LINE | -c BYTES | -LINES] [-f] [FILE]... */
#define _GNU_SOURCE
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long count = 10;
static int from_start, in_bytes;

static void set_count(const char *text) {
    char *end;
    from_start = *text == '+';
    count = strtol(text, &end, 10);
    if (end == text || *end) errx(1, "invalid number of lines: '%s'", text);
    if (count < 0) count = -count;
}

/* Keeps the last `count` pieces (lines or bytes) in a ring. */
static void print_end(FILE *file) {
    char **ring = calloc(count ? count : 1, sizeof *ring), *line = NULL;
    size_t *lengths = calloc(count ? count : 1, sizeof *lengths), room = 0;
    long seen = 0;
    if (!ring || !lengths) errx(1, "memory exhausted");
    for (ssize_t length; count && (length = getline(&line, &room, file)) >= 0; seen++) {
        free(ring[seen % count]);
        ring[seen % count] = line;
        lengths[seen % count] = length;
        line = NULL;
        room = 0;
    }
    for (long i = seen > count ? seen - count : 0; i < seen; i++) {
        fwrite(ring[i % count], 1, lengths[i % count], stdout);
        free(ring[i % count]);
    }
    free(line);
    free(ring);
    free(lengths);
}

static void print_last_bytes(FILE *file) {
    char *ring = malloc(count ? count : 1);
    long seen = 0;
    if (!ring) errx(1, "memory exhausted");
    for (int c; (c = getc(file)) != EOF; seen++)
        if (count) ring[seen % count] = c;
    for (long i = seen > count ? seen - count : 0; i < seen; i++) putchar(ring[i % count]);
    free(ring);
}

static void print(FILE *file) {
    long skip = count - 1;
    if (!from_start) {
        if (in_bytes) print_last_bytes(file);
        else print_end(file);
        return;
    }
    for (int c; (c = getc(file)) != EOF;) {
        if (skip <= 0) putchar(c);
        else skip -= in_bytes || c == '\n';
    }
}

int main(int argc, char **argv) {
    int follows = 0, status = 0;
    if (argc > 1 && argv[1][0] == '-' && isdigit((unsigned char)argv[1][1])) {
        set_count(argv[1] + 1);
        argv[1] = argv[0];
        argv++;
        argc--;
    }
    for (int c; (c = getopt(argc, argv, "n:c:fq")) != -1;) {
        if (c == '?') return 1;
        if (c == 'f') follows = 1;
        if (c == 'n' || c == 'c') {
            in_bytes = c == 'c';
            set_count(optarg);
        }
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
        print(file);
        while (follows && i == n - 1) {
            fflush(stdout);
            sleep(1);
            clearerr(file);
            for (int c; (c = getc(file)) != EOF;) putchar(c);
        }
        if (file != stdin) fclose(file);
    }
    return status;
}
