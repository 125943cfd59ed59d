/* mv: renames files. mv SOURCE... TARGET; into TARGET when that is a directory. */
#include <err.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
    struct stat found;
    int status = 0;
    for (int c; (c = getopt(argc, argv, "fn")) != -1;)
        if (c == '?') return 1;
    if (argc - optind < 2) {
        if (argc == optind) fprintf(stderr, "mv: missing file operand\n");
        else fprintf(stderr, "mv: missing destination file operand after '%s'\n", argv[optind]);
        return 1;
    }
    const char *target = argv[argc - 1];
    int is_directory = !stat(target, &found) && S_ISDIR(found.st_mode);
    if (argc - optind > 2 && !is_directory) errx(1, "target '%s' is not a directory", target);
    for (; optind < argc - 1; optind++) {
        char *source = argv[optind], *copy = strdup(source), *to = malloc(strlen(target) + strlen(source) + 2);
        if (!copy || !to) errx(1, "memory exhausted");
        if (is_directory) sprintf(to, "%s%s%s", target, target[strlen(target) - 1] == '/' ? "" : "/", basename(copy));
        else strcpy(to, target);
        if (lstat(source, &found)) {
            warn("cannot stat '%s'", source);
            status = 1;
        } else if (rename(source, to)) {
            warn("cannot move '%s' to '%s'", source, to);
            status = 1;
        }
        free(copy);
        free(to);
    }
    return status;
}
