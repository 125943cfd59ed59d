/* touch: makes empty files, and sets the times of those that exist to now. touch [-c] FILE... */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int only_existing = 0, status = 0;
    for (int c; (c = getopt(argc, argv, "c")) != -1;) {
        if (c == '?') return 1;
        only_existing = 1;
    }
    if (optind == argc) {
        fprintf(stderr, "touch: missing file operand\n");
        return 1;
    }
    for (; optind < argc; optind++) {
        int fd = only_existing ? -1 : open(argv[optind], O_WRONLY | O_CREAT, 0666);
        if (fd >= 0) close(fd);
        if (utimensat(AT_FDCWD, argv[optind], NULL, 0) && !only_existing) {
            warn("cannot touch '%s'", argv[optind]);
            status = 1;
        }
    }
    return status;
}
