/* rmdir: removes empty directories. rmdir DIRECTORY... */
#include <err.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int status = 0;
    if (argc < 2) {
        fprintf(stderr, "rmdir: missing operand\n");
        return 1;
    }
    for (int i = 1; i < argc; i++)
        if (rmdir(argv[i])) {
            warn("failed to remove '%s'", argv[i]);
            status = 1;
        }
    return status;
}
