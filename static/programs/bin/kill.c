/* kill: sends a signal. kill [-SIGNAL | -s SIGNAL | -n NUMBER] PID...; kill -l [NUMBER]... lists the names. */
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = { "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
    "WINCH", "POLL", "PWR", "SYS" };
enum { COUNT = sizeof names / sizeof *names };

static int signal_number(const char *text) {
    char *end;
    long number = strtol(text, &end, 10);
    if (isdigit((unsigned char)*text) && !*end) return number >= 0 && number <= 64 ? (int)number : -1;
    if (!strncmp(text, "SIG", 3)) text += 3;
    for (int i = 1; i < COUNT; i++)
        if (!strcmp(names[i], text)) return i;
    return -1;
}

static int list(char **words) {
    for (int i = 1; !*words && i < COUNT; i++) printf("%s\n", names[i]);
    for (; *words; words++) {
        int number = signal_number(*words);
        if (number > 128) number -= 128;
        if (number < 0 || number >= COUNT) {
            fprintf(stderr, "kill: '%s': invalid signal\n", *words);
            return 1;
        }
        if (isdigit((unsigned char)**words)) puts(names[number]);
        else printf("%d\n", number);
    }
    return 0;
}

int main(int argc, char **argv) {
    int number = SIGTERM, status = 0, i = 1;
    if (argc > 1 && !strcmp(argv[1], "-l")) return list(argv + 2);
    if (argc > 2 && (!strcmp(argv[1], "-s") || !strcmp(argv[1], "-n"))) {
        number = signal_number(argv[2]);
        i = 3;
    } else if (argc > 2 && argv[1][0] == '-' && argv[1][1] && strcmp(argv[1], "--")) {
        number = signal_number(argv[1] + 1);
        i = 2;
    }
    if (number < 0) {
        fprintf(stderr, "kill: '%s': invalid signal\n", argv[i - 1]);
        return 1;
    }
    if (i < argc && !strcmp(argv[i], "--")) i++;
    if (i >= argc) {
        fprintf(stderr, "kill: no process ID specified\n");
        return 1;
    }
    for (; i < argc; i++) {
        char *end;
        long pid = strtol(argv[i], &end, 10);
        if (end == argv[i] || *end) {
            fprintf(stderr, "kill: '%s': invalid process id\n", argv[i]);
            status = 1;
        } else if (kill(pid, number)) {
            fprintf(stderr, "kill: (%s): %s\n", argv[i], strerror(errno));
            status = 1;
        }
    }
    return status;
}
