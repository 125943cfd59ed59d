/* env: prints the environment, or runs a program in a changed one. env [-i] [-u NAME] [NAME=VALUE]... [PROGRAM [ARG]...] */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

int main(int argc, char **argv) {
    for (int c; (c = getopt(argc, argv, "+iu:")) != -1;) {
        static char *empty[] = { NULL };
        if (c == '?') return 125;
        if (c == 'i') environ = empty;
        else unsetenv(optarg);
    }
    for (; optind < argc && strchr(argv[optind], '='); optind++) {
        char *value = strchr(argv[optind], '=');
        *value = 0;
        if (setenv(argv[optind], value + 1, 1)) err(125, "cannot set '%s'", argv[optind]);
    }
    if (optind < argc) {
        execvp(argv[optind], argv + optind);
        int status = errno == ENOENT ? 127 : 126;
        err(status, "'%s'", argv[optind]);
    }
    for (char **entry = environ; *entry; entry++) puts(*entry);
    return 0;
}
