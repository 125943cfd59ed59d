/* nc: a TCP connection between the terminal and a server. nc HOST PORT, or nc -l PORT to wait for one client. */
#define _GNU_SOURCE
#include <err.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(const char *host, const char *port) {
    struct addrinfo wanted = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
    int failure = getaddrinfo(host, port, &wanted, &found);
    if (failure) errx(1, "%s: %s", host, gai_strerror(failure));
    int fd = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (fd < 0 || connect(fd, found->ai_addr, found->ai_addrlen)) err(1, "%s:%s", host, port);
    freeaddrinfo(found);
    return fd;
}

static int wait_on(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_ANY)};
    int one = 1, server = socket(AF_INET, SOCK_STREAM, 0);
    if (server < 0) err(1, "socket");
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(server, (struct sockaddr *)&address, sizeof address)) err(1, "bind to port %d", port);
    if (listen(server, 1)) err(1, "listen");
    int fd = accept(server, NULL, NULL);
    if (fd < 0) err(1, "accept");
    close(server);
    return fd;
}

/* Copies what is there from one descriptor to the other. Returns 0 at the end. */
static int copy(int from, int to) {
    char buffer[1024];
    ssize_t got = read(from, buffer, sizeof buffer);
    for (ssize_t at = 0, sent; at < got; at += sent)
        if ((sent = write(to, buffer + at, got - at)) < 0) err(1, "write");
    return got > 0;
}

int main(int argc, char **argv) {
    if (argc != 3) errx(2, "usage: nc HOST PORT | nc -l PORT");
    int fd = strcmp(argv[1], "-l") ? connect_to(argv[1], argv[2]) : wait_on(atoi(argv[2]));
    struct pollfd watched[] = {{.fd = 0, .events = POLLIN}, {.fd = fd, .events = POLLIN}};
    for (;;) {
        if (poll(watched, 2, -1) < 0) err(1, "poll");
        if (watched[1].revents && !copy(fd, 1)) return 0;
        if (watched[0].revents && !copy(0, fd)) {
            shutdown(fd, SHUT_WR); /* the other side sees the end, and may still answer */
            watched[0].fd = -1;
        }
    }
}
