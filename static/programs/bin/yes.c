/* yes: prints a line for ever (until the reader of its pipe is gone). yes [WORD]... */
#include <stdio.h>

int main(int argc, char **argv) {
    for (;;) {
        for (int i = 1; i < argc; i++)
            if (printf("%s%c", argv[i], i + 1 < argc ? ' ' : '\n') < 0) return 1;
        if (argc == 1 && puts("y") < 0) return 1;
    }
}
