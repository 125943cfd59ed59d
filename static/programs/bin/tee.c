/* tee: copies standard input to standard output and to files. tee [-a] [-i] [FILE]... */
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

enum { MOST = 16 };

int main(int argc, char **argv) {
    static char buffer[4096];
    int outputs[MOST] = { 1 }, count = 1, mode = O_TRUNC, status = 0;
    for (int c; (c = getopt(argc, argv, "ai")) != -1;) {
        if (c == '?') return 1;
        if (c == 'a') mode = O_APPEND;
        else signal(SIGINT, SIG_IGN);
    }
    for (int i = optind; i < argc && count < MOST; i++) {
        int fd = open(argv[i], O_WRONLY | O_CREAT | mode, 0666);
        if (fd >= 0) {
            outputs[count++] = fd;
        } else {
            warn("%s", argv[i]);
            status = 1;
        }
    }
    for (ssize_t got; (got = read(0, buffer, sizeof buffer)) > 0;)
        for (int i = 0; i < count; i++)
            for (ssize_t at = 0, sent; at < got; at += sent)
                if ((sent = write(outputs[i], buffer + at, got - at)) < 0) {
                    warn("write error");
                    status = 1;
                    break;
                }
    return status;
}
