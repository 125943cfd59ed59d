/* date: prints the time (UTC). date [-u] [-d @SECONDS] [+FORMAT] */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    char text[512];
    const char *format = "%a %b %e %H:%M:%S UTC %Y";
    time_t now = time(NULL);
    for (int c; (c = getopt(argc, argv, "ud:R")) != -1;) {
        if (c == '?') return 1;
        if (c == 'R') format = "%a, %d %b %Y %H:%M:%S +0000";
        if (c != 'd') continue;
        if (*optarg != '@') errx(1, "invalid date '%s'", optarg);
        now = (time_t)strtoll(optarg + 1, NULL, 10);
    }
    if (optind < argc) {
        if (argv[optind][0] != '+') errx(1, "invalid date '%s'", argv[optind]);
        format = argv[optind] + 1;
    }
    struct tm *parts = gmtime(&now);
    if (!parts) errx(1, "time out of range");
    text[0] = 0;
    if (*format && !strftime(text, sizeof text, format, parts)) errx(1, "format too long");
    puts(text);
    return 0;
}
