/* TCP on the loopback interface: a server process, two clients, addresses of both ends, a refused connection. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in here = { .sin_family = AF_INET }, peer;
    socklen_t size = sizeof here;
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    printf("bind %d\n", bind(listener, (struct sockaddr *)&here, sizeof here));
    getsockname(listener, (struct sockaddr *)&here, &size);
    printf("port chosen %d\n", here.sin_port != 0);
    printf("listen %d\n", listen(listener, 2));
    fflush(stdout);
    if (fork() == 0) {
        for (int i = 0; i < 2; i++) {
            char buffer[64];
            size = sizeof peer;
            int fd = accept(listener, (struct sockaddr *)&peer, &size);
            ssize_t n, total = 0;
            while ((n = recv(fd, buffer, sizeof buffer, 0)) > 0) {
                send(fd, buffer, n, 0);
                total += n;
            }
            printf("server: %s sent %zd bytes\n", inet_ntoa(peer.sin_addr), total);
            close(fd);
        }
        fflush(stdout);
        _exit(0);
    }
    close(listener);
    for (int c = 0; c < 2; c++) {
        char buffer[64];
        int fd = socket(AF_INET, SOCK_STREAM, 0), got = 0;
        if (connect(fd, (struct sockaddr *)&here, sizeof here) < 0)
            perror("connect");
        int n = snprintf(buffer, sizeof buffer, "message number %d", c + 1);
        send(fd, buffer, n, 0);
        while (got < n)
            got += recv(fd, buffer + got, n - got, 0);
        size = sizeof peer;
        getpeername(fd, (struct sockaddr *)&peer, &size);
        printf("client: \"%.*s\" from %s, same port %d\n", got, buffer, inet_ntoa(peer.sin_addr), peer.sin_port == here.sin_port);
        fflush(stdout);
        shutdown(fd, SHUT_WR);
        while (recv(fd, buffer, sizeof buffer, 0) > 0)
            ;
        close(fd);
        if (c == 1)
            wait(NULL);
    }
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    printf("refused: %d\n", connect(fd, (struct sockaddr *)&here, sizeof here) < 0 && errno == ECONNREFUSED);
    return 0;
}
