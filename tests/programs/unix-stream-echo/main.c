/* An echo server on a Unix-domain stream socket, one child per client. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "echo.sock" };

static void serve(int listener)
{
    for (int served = 0; served < 3; served++) {
        int fd = accept(listener, NULL, NULL);
        if (fork() == 0) {
            char buffer[64];
            ssize_t n;
            while ((n = read(fd, buffer, sizeof buffer)) > 0)
                write(fd, buffer, n);
            _exit(0);
        }
        close(fd);
    }
    while (wait(NULL) > 0)
        ;
    _exit(0);
}

int main(void)
{
    char buffer[64];
    unlink(address.sun_path);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    int early = socket(AF_UNIX, SOCK_STREAM, 0);
    printf("nobody there: %d\n", connect(early, (struct sockaddr *)&address, sizeof address) < 0 && errno == ENOENT);
    printf("bind %d\n", bind(listener, (struct sockaddr *)&address, sizeof address));
    printf("not listening: %d\n", connect(early, (struct sockaddr *)&address, sizeof address) < 0 && errno == ECONNREFUSED);
    printf("listen %d\n", listen(listener, 5));
    int again = socket(AF_UNIX, SOCK_STREAM, 0);
    printf("in use: %d\n", bind(again, (struct sockaddr *)&address, sizeof address) < 0 && errno == EADDRINUSE);
    fflush(stdout);
    if (fork() == 0)
        serve(listener);
    for (int c = 0; c < 3; c++) {
        int fd = socket(AF_UNIX, SOCK_STREAM, 0);
        if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
            perror("connect");
        int n = snprintf(buffer, sizeof buffer, "client %d", c);
        write(fd, buffer, n);
        n = read(fd, buffer, sizeof buffer);
        printf("echo: %.*s\n", n, buffer);
        close(fd);
    }
    wait(NULL);
    unlink(address.sun_path);
    return 0;
}
