/* nice: runs a program at a lower priority, or prints the present one. nice [-n ADJUSTMENT] [PROGRAM [ARG]...] */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int adjustment = 10, value;
    for (int c; (c = getopt(argc, argv, "+n:")) != -1;) {
        if (c == '?') return 125;
        adjustment = atoi(optarg);
    }
    errno = 0;
    value = getpriority(PRIO_PROCESS, 0);
    if (value == -1 && errno) err(125, "cannot get niceness");
    if (optind == argc) {
        printf("%d\n", value);
        return 0;
    }
    if (setpriority(PRIO_PROCESS, 0, value + adjustment)) warn("cannot set niceness");
    execvp(argv[optind], argv + optind);
    int status = errno == ENOENT ? 127 : 126;
    err(status, "'%s'", argv[optind]);
}
