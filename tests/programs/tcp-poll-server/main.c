/* A server of several TCP clients in one process with poll; time-outs and options of sockets. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CLIENTS = 3 };

static void client(struct sockaddr_in *to, int number)
{
    char text[32];
    int fd = socket(AF_INET, SOCK_STREAM, 0), sum = 0;
    if (connect(fd, (struct sockaddr *)to, sizeof *to) < 0)
        _exit(99);
    for (int i = 1; i <= 3; i++) {
        int n = snprintf(text, sizeof text, "%d\n", number * i);
        write(fd, text, n);
        n = read(fd, text, sizeof text - 1);
        text[n > 0 ? n : 0] = 0;
        int value = 0;
        sscanf(text, "%d", &value);
        sum += value;
    }
    _exit(sum);
}

int main(void)
{
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof here;
    int listener = socket(AF_INET, SOCK_STREAM, 0), open_clients = 0, finished = 0, one = 1, type = 0;
    struct timeval soon = { 0, 20000 };
    bind(listener, (struct sockaddr *)&here, sizeof here);
    listen(listener, CLIENTS);
    getsockname(listener, (struct sockaddr *)&here, &size);
    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    size = sizeof type;
    getsockopt(listener, SOL_SOCKET, SO_TYPE, &type, &size);
    printf("stream %d\n", type == SOCK_STREAM);
    setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
    printf("accept gives up: %d\n", accept(listener, NULL, NULL) < 0 && errno == EAGAIN);
    fflush(stdout);
    for (int i = 1; i <= CLIENTS; i++)
        if (fork() == 0)
            client(&here, i);
    struct pollfd p[CLIENTS + 1] = { { listener, POLLIN } };
    while (finished < CLIENTS) {
        poll(p, open_clients + 1, -1);
        for (int i = 1; i <= open_clients; i++) {
            char text[32];
            int value;
            if (!(p[i].revents & (POLLIN | POLLHUP)))
                continue;
            ssize_t n = read(p[i].fd, text, sizeof text - 1);
            if (n <= 0) {
                close(p[i].fd);
                p[i].fd = -1;
                finished++;
                continue;
            }
            text[n] = 0;
            sscanf(text, "%d", &value);
            write(p[i].fd, text, snprintf(text, sizeof text, "%d\n", value * value));
        }
        if (p[0].revents & POLLIN) {
            p[++open_clients] = (struct pollfd){ accept(listener, NULL, NULL), POLLIN };
            p[open_clients].revents = 0;
        }
    }
    int status, total = 0;
    while (wait(&status) > 0)
        total += WEXITSTATUS(status);
    printf("sum of squares %d\n", total);
    return 0;
}
