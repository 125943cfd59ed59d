/* wc: counts lines, words and bytes. wc [-lwcm] [FILE]...; columns as wide as GNU wc makes them. */
#include <ctype.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct Counts { unsigned long lines, words, bytes; };
static int shows[3]; /* lines, words, bytes */
static int width = 1;

static int count(int fd, struct Counts *counts) {
    static char buffer[4096];
    ssize_t got;
    int in_word = 0;
    while ((got = read(fd, buffer, sizeof buffer)) > 0) {
        counts->bytes += got;
        for (ssize_t i = 0; i < got; i++) {
            int is_space = isspace((unsigned char)buffer[i]);
            counts->lines += buffer[i] == '\n';
            counts->words += !is_space && !in_word;
            in_word = !is_space;
        }
    }
    return got < 0 ? -1 : 0;
}

static void print(const struct Counts *counts, const char *name) {
    unsigned long values[] = { counts->lines, counts->words, counts->bytes };
    const char *gap = "";
    for (int i = 0; i < 3; i++) {
        if (!shows[i]) continue;
        printf("%s%*lu", gap, width, values[i]);
        gap = " ";
    }
    printf(name ? " %s\n" : "\n", name);
}

/* Wide enough for the sum of the files' sizes; 7 where a size is not known in advance. */
static void choose_width(char **files, int n) {
    unsigned long total = 0;
    struct stat status;
    int least = 1;
    if (n <= 1 && shows[0] + shows[1] + shows[2] == 1) return;
    for (int i = 0; i < n || (i == 0 && !n); i++) {
        int is_stdin = !n || !strcmp(files[i], "-");
        if (is_stdin ? fstat(0, &status) : stat(files[i], &status)) continue;
        if (S_ISREG(status.st_mode)) total += status.st_size;
        else least = 7;
    }
    width = snprintf(NULL, 0, "%lu", total);
    if (width < least) width = least;
}

int main(int argc, char **argv) {
    struct Counts total = {0};
    int status = 0, n;
    for (int c; (c = getopt(argc, argv, "lwcm")) != -1;) {
        if (c == '?') return 1;
        shows[c == 'l' ? 0 : c == 'w' ? 1 : 2] = 1;
    }
    if (!shows[0] && !shows[1] && !shows[2]) shows[0] = shows[1] = shows[2] = 1;
    argv += optind;
    n = argc - optind;
    choose_width(argv, n);
    for (int i = 0; i < n || (i == 0 && !n); i++) {
        struct Counts counts = {0};
        int fd = n && strcmp(argv[i], "-") ? open(argv[i], O_RDONLY) : 0;
        if (fd < 0) {
            warn("%s", argv[i]);
            status = 1;
            continue;
        }
        if (count(fd, &counts)) {
            warn("%s", n ? argv[i] : "-");
            status = 1;
        }
        print(&counts, n ? argv[i] : NULL);
        total.lines += counts.lines;
        total.words += counts.words;
        total.bytes += counts.bytes;
        if (fd) close(fd);
    }
    if (n > 1) print(&total, "total");
    return status;
}
