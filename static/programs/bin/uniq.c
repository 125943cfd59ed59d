/* uniq: leaves out repeated neighbouring lines. uniq [-c] [-d] [-u] [-i] [INPUT [OUTPUT]] */
#define _GNU_SOURCE
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static int counts, only_repeated, only_unique;

static void print(const char *line, long times) {
    if (!line || (only_repeated && times == 1) || (only_unique && times > 1)) return;
    if (counts) printf("%7ld ", times);
    puts(line);
}

int main(int argc, char **argv) {
    int (*compare)(const char *, const char *) = strcmp;
    for (int c; (c = getopt(argc, argv, "cdui")) != -1;) {
        if (c == '?') return 1;
        if (c == 'c') counts = 1;
        else if (c == 'd') only_repeated = 1;
        else if (c == 'u') only_unique = 1;
        else compare = strcasecmp;
    }
    if (optind < argc && strcmp(argv[optind], "-") && !freopen(argv[optind], "r", stdin)) err(1, "%s", argv[optind]);
    if (optind + 1 < argc && !freopen(argv[optind + 1], "w", stdout)) err(1, "%s", argv[optind + 1]);
    char *line = NULL, *previous = NULL;
    size_t room = 0;
    long times = 0;
    for (ssize_t length; (length = getline(&line, &room, stdin)) >= 0;) {
        if (length && line[length - 1] == '\n') line[length - 1] = 0;
        if (previous && !compare(previous, line)) {
            times++;
            continue;
        }
        print(previous, times);
        free(previous);
        previous = line;
        times = 1;
        line = NULL;
        room = 0;
    }
    print(previous, times);
    free(line);
    free(previous);
    return 0;
}
