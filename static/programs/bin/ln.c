/* ln: gives a file another name, or (-s) makes a symbolic link. ln [-s] [-f] TARGET [NAME] */
#include <err.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int is_symbolic = 0, is_forced = 0;
    struct stat found;
    for (int c; (c = getopt(argc, argv, "sf")) != -1;) {
        if (c == '?') return 1;
        if (c == 's') is_symbolic = 1;
        else is_forced = 1;
    }
    if (optind == argc || argc - optind > 2) errx(1, "%s", optind == argc ? "missing file operand" : "extra operand");
    char *target = argv[optind], *copy = strdup(target);
    const char *name = argc - optind == 2 ? argv[optind + 1] : ".";
    if (!copy) errx(1, "memory exhausted");
    if (!stat(name, &found) && S_ISDIR(found.st_mode)) {
        char *inside = malloc(strlen(name) + strlen(target) + 2);
        if (!inside) errx(1, "memory exhausted");
        sprintf(inside, "%s/%s", name, basename(copy));
        name = inside;
    }
    if (is_forced) unlink(name);
    if (is_symbolic) {
        if (symlink(target, name)) err(1, "failed to create symbolic link '%s'", name);
    } else {
        if (lstat(target, &found)) err(1, "failed to access '%s'", target);
        if (link(target, name)) err(1, "failed to create hard link '%s'", name);
    }
    return 0;
}
