/* sleep: waits. sleep NUMBER[smhd]...; fractions are allowed. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char **argv) {
    double seconds = 0;
    if (argc < 2) {
        fprintf(stderr, "sleep: missing operand\nTry 'sleep --help' for more information.\n");
        return 1;
    }
    for (int i = 1; i < argc; i++) {
        static const char units[] = "smhd";
        static const int lengths[] = { 1, 60, 3600, 86400 };
        char *end;
        double value = strtod(argv[i], &end);
        const char *unit = *end ? strchr(units, *end) : units;
        if (end == argv[i] || value < 0 || !unit || (*end && end[1])) errx(1, "invalid time interval '%s'", argv[i]);
        seconds += value * lengths[unit - units];
    }
    struct timespec left = { (time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9) };
    while (nanosleep(&left, &left) && errno == EINTR) {}
    return 0;
}
