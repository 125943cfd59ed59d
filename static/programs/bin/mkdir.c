/* mkdir: makes directories. mkdir [-p] [-m MODE] DIRECTORY...; -p makes the parents too and accepts what exists. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int make_parents(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        int failed = mkdir(path, 0777) && errno != EEXIST;
        if (failed) warn("cannot create directory '%s'", path);
        *slash = '/';
        if (failed) return 1;
    }
    return 0;
}

int main(int argc, char **argv) {
    int parents = 0, status = 0;
    mode_t mode = 0777;
    for (int c; (c = getopt(argc, argv, "pm:")) != -1;) {
        if (c == '?') return 1;
        if (c == 'p') parents = 1;
        else mode = strtol(optarg, NULL, 8);
    }
    if (optind == argc) {
        fprintf(stderr, "mkdir: missing operand\n");
        return 1;
    }
    for (; optind < argc; optind++) {
        char *path = argv[optind];
        struct stat found;
        if (parents && make_parents(path)) {
            status = 1;
        } else if (mkdir(path, mode) && !(parents && errno == EEXIST && !stat(path, &found) && S_ISDIR(found.st_mode))) {
            warn("cannot create directory '%s'", path);
            status = 1;
        }
    }
    return status;
}
