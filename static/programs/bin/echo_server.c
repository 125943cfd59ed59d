/*
 * echo_server: sends back whatever a TCP client sends. echo_server [-p] [-n CLIENTS] [PORT]
 * Without -p a child process serves each client; with -p one process serves all of them with poll. -n ends the server
 * after that many clients.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 32 };

static int listen_on(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_ANY)};
    int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) err(1, "socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&address, sizeof address)) err(1, "bind to port %d", port);
    if (listen(fd, 8)) err(1, "listen");
    return fd;
}

/* Reads once and writes all of it back. Returns 0 when the client is gone. */
static int echo(int client) {
    char buffer[512];
    ssize_t got = read(client, buffer, sizeof buffer);
    for (ssize_t at = 0, sent; at < got; at += sent)
        if ((sent = write(client, buffer + at, got - at)) < 0) return 0;
    return got > 0;
}

static int accept_client(int server) {
    struct sockaddr_in peer;
    socklen_t size = sizeof peer;
    int client = accept(server, (struct sockaddr *)&peer, &size);
    if (client < 0 && errno != EINTR) err(1, "accept");
    if (client >= 0) {
        printf("client %s:%d\n", inet_ntoa(peer.sin_addr), ntohs(peer.sin_port));
        fflush(stdout);
    }
    return client;
}

static void serve_by_fork(int server, long clients) {
    while (clients--) {
        int client = accept_client(server);
        pid_t pid = client < 0 ? -1 : fork();
        if (client >= 0 && pid < 0) warn("fork");
        if (!pid) {
            close(server);
            while (echo(client)) {}
            _exit(0);
        }
        if (client >= 0) close(client);
        while (waitpid(-1, NULL, WNOHANG) > 0) {}
    }
    while (wait(NULL) > 0) {}
}

static void serve_by_poll(int server, long clients) {
    struct pollfd watched[MOST + 1] = {{.fd = server, .events = POLLIN}};
    int count = 1;
    while (clients || count > 1) {
        watched[0].fd = clients && count <= MOST ? server : -1; /* a full table lets new clients wait in the backlog */
        if (poll(watched, count, -1) < 0 && errno != EINTR) err(1, "poll");
        for (int i = count - 1; i > 0; i--)
            if (watched[i].revents && !echo(watched[i].fd)) {
                close(watched[i].fd);
                watched[i] = watched[--count];
            }
        if (watched[0].fd < 0 || !watched[0].revents) continue;
        int client = accept_client(server);
        if (client < 0) continue;
        watched[count++] = (struct pollfd){.fd = client, .events = POLLIN};
        clients--;
    }
}

int main(int argc, char **argv) {
    int by_poll = 0;
    long clients = -1;
    for (int c; (c = getopt(argc, argv, "pn:")) != -1;) {
        if (c == '?') errx(2, "usage: echo_server [-p] [-n CLIENTS] [PORT]");
        if (c == 'p') by_poll = 1;
        else clients = atol(optarg);
    }
    signal(SIGPIPE, SIG_IGN);
    int server = listen_on(optind < argc ? atoi(argv[optind]) : 7);
    if (by_poll) serve_by_poll(server, clients);
    else serve_by_fork(server, clients);
    return 0;
}
