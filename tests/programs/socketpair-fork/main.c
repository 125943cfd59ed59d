/* A stream socket pair: both ways between parent and child; end of file; EPIPE. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int pair[2];
    char text[64];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    if (fork() == 0) {
        close(pair[0]);
        ssize_t n;
        while ((n = read(pair[1], text, sizeof text)) > 0) {
            for (ssize_t i = 0; i < n; i++)
                if (text[i] >= 'a' && text[i] <= 'z')
                    text[i] -= 32;
            write(pair[1], text, n);
        }
        _exit(n == 0 ? 3 : 1);
    }
    close(pair[1]);
    const char *words[] = { "hello", "socket", "pair" };
    for (int i = 0; i < 3; i++) {
        write(pair[0], words[i], strlen(words[i]));
        ssize_t n = read(pair[0], text, sizeof text);
        printf("%.*s\n", (int)n, text);
    }
    shutdown(pair[0], SHUT_WR);
    printf("end: %zd\n", read(pair[0], text, sizeof text));
    int status;
    wait(&status);
    printf("child %d\n", WEXITSTATUS(status));
    signal(SIGPIPE, SIG_IGN);
    printf("broken: %d\n", send(pair[0], "x", 1, MSG_NOSIGNAL) < 0 && errno == EPIPE);
    return 0;
}
