/* cut: prints parts of each line. cut (-c LIST | -b LIST | -f LIST [-d CHAR] [-s]) [FILE]...; LIST: 2, 1-3, -4, 5-, comma-separated. */
#define _GNU_SOURCE
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct { long from, to; } ranges[64];
static int range_count, delimiter = '\t', only_delimited, by_field;

static void parse_list(const char *text) {
    for (const char *p = text; *p;) {
        char *end = (char *)p;
        long from = *p == '-' ? 1 : strtol(p, &end, 10), to = from;
        if (*end == '-') {
            char *start = end + 1;
            to = strtol(start, &end, 10);
            if (end == start) to = __LONG_MAX__;
        }
        if (from < 1 || to < from || (*end && *end != ',') || range_count == 64) errx(1, "invalid %s value '%s'", by_field ? "field" : "byte/character", text);
        ranges[range_count].from = from;
        ranges[range_count++].to = to;
        p = *end ? end + 1 : end;
    }
}

static int is_chosen(long n) {
    for (int i = 0; i < range_count; i++)
        if (ranges[i].from <= n && n <= ranges[i].to) return 1;
    return 0;
}

static void cut_fields(const char *line, ssize_t length) {
    int printed = 0;
    long n = 1;
    if (!memchr(line, delimiter, length)) {
        if (!only_delimited) printf("%.*s\n", (int)length, line);
        return;
    }
    for (const char *p = line, *end = line + length; p <= end; n++) {
        const char *next = memchr(p, delimiter, end - p);
        if (!next) next = end;
        if (is_chosen(n)) {
            if (printed++) putchar(delimiter);
            fwrite(p, 1, next - p, stdout);
        }
        p = next + 1;
    }
    putchar('\n');
}

static void cut(FILE *file) {
    char *line = NULL;
    size_t room = 0;
    for (ssize_t length; (length = getline(&line, &room, file)) >= 0;) {
        if (length && line[length - 1] == '\n') length--;
        if (by_field) {
            cut_fields(line, length);
            continue;
        }
        for (ssize_t i = 0; i < length; i++)
            if (is_chosen(i + 1)) putchar(line[i]);
        putchar('\n');
    }
    free(line);
}

int main(int argc, char **argv) {
    int status = 0;
    for (int c; (c = getopt(argc, argv, "b:c:f:d:s")) != -1;) {
        if (c == '?') return 1;
        if (c == 'd') {
            if (strlen(optarg) > 1) errx(1, "the delimiter must be a single character");
            delimiter = (unsigned char)*optarg;
        } else if (c == 's') {
            only_delimited = 1;
        } else {
            by_field = c == 'f';
            parse_list(optarg);
        }
    }
    if (!range_count) errx(1, "you must specify a list of bytes, characters, or fields");
    if (optind == argc) cut(stdin);
    for (; optind < argc; optind++) {
        FILE *file = strcmp(argv[optind], "-") ? fopen(argv[optind], "r") : stdin;
        if (!file) {
            warn("%s", argv[optind]);
            status = 1;
            continue;
        }
        cut(file);
        if (file != stdin) fclose(file);
    }
    return status;
}
