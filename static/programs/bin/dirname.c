/* dirname: prints paths without their last part. dirname PATH... */
#include <libgen.h>
#include <stdio.h>

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "dirname: missing operand\n");
        return 1;
    }
    for (int i = 1; i < argc; i++) puts(dirname(argv[i]));
    return 0;
}
