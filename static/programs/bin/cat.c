/* cat: copies files (or standard input) to standard output. cat [-n] [FILE]... */
#include <err.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <stdio.h>

static char buffer[4096];

static void write_all(const char *data, ssize_t length) {
    while (length > 0) {
        ssize_t sent = write(1, data, length);
        if (sent < 0) err(1, "write error");
        data += sent;
        length -= sent;
    }
}

static void number_lines(const char *data, ssize_t length) {
    static int at_start = 1;
    static long line;
    for (ssize_t i = 0; i < length; i++) {
        if (at_start) printf("%6ld\t", ++line);
        at_start = data[i] == '\n';
        putchar(data[i]);
    }
}

int main(int argc, char **argv) {
    int status = 0, numbers = argc > 1 && !strcmp(argv[1], "-n");
    argv += 1 + numbers;
    argc -= 1 + numbers;
    for (int i = 0; i < argc || i == 0; i++) {
        const char *name = argc ? argv[i] : "-";
        int fd = strcmp(name, "-") ? open(name, O_RDONLY) : 0;
        ssize_t got = 0;
        if (fd < 0) {
            warn("%s", name);
            status = 1;
            continue;
        }
        while ((got = read(fd, buffer, sizeof buffer)) > 0) {
            if (numbers) number_lines(buffer, got);
            else write_all(buffer, got);
        }
        if (got < 0) {
            warn("%s", name);
            status = 1;
        }
        if (fd) close(fd);
    }
    return status;
}
