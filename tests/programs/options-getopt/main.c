#include <stdio.h>
#include <unistd.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    opterr = 0;
    for (int c; (c = getopt(argc, argv, "ab:c:v")) != -1;)
        switch (c) {
        case 'b': case 'c': printf("-%c %s\n", c, optarg); break;
        case '?': printf("bad %c\n", optopt); break;
        default: printf("-%c\n", c);
        }
    for (; optind < argc; optind++) printf("operand %s\n", argv[optind]);
    return 0;
}
