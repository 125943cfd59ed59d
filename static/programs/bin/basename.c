/* basename: prints a path's last part, without a suffix. basename PATH [SUFFIX] */
#include <libgen.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "basename: missing operand\n");
        return 1;
    }
    char *name = basename(argv[1]);
    size_t length = strlen(name), suffix = argc > 2 ? strlen(argv[2]) : 0;
    if (suffix < length && suffix && !strcmp(name + length - suffix, argv[2])) length -= suffix;
    printf("%.*s\n", (int)length, name);
    return 0;
}
