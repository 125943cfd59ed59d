/*
 * chat: peers that talk by UDP, without a server. chat NAME PORT [HOST:PORT]...
 * A line typed goes to every known peer; whoever sends us something becomes a peer. One poll waits for both sides.
 * A datagram is "NAME: text" for a line, "NAME joins" or "NAME leaves" otherwise.
 */
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

enum { MOST = 16 };
static struct sockaddr_in peers[MOST];
static int count, fd;

static void add_peer(const struct sockaddr_in *peer) {
    for (int i = 0; i < count; i++)
        if (peers[i].sin_addr.s_addr == peer->sin_addr.s_addr && peers[i].sin_port == peer->sin_port) return;
    if (count < MOST) peers[count++] = *peer;
}

static void find_peer(char *text) {
    struct addrinfo wanted = {.ai_family = AF_INET, .ai_socktype = SOCK_DGRAM}, *found;
    char *colon = strrchr(text, ':');
    if (!colon) errx(2, "%s: a peer is HOST:PORT", text);
    *colon = 0;
    int failure = getaddrinfo(text, colon + 1, &wanted, &found);
    if (failure) errx(1, "%s: %s", text, gai_strerror(failure));
    add_peer((struct sockaddr_in *)found->ai_addr);
    freeaddrinfo(found);
}

static void send_all(const char *name, const char *glue, const char *text) {
    char datagram[512];
    int length = snprintf(datagram, sizeof datagram, "%s%s%s", name, glue, text);
    if (length >= (int)sizeof datagram) length = sizeof datagram - 1;
    for (int i = 0; i < count; i++)
        if (sendto(fd, datagram, length, 0, (struct sockaddr *)&peers[i], sizeof peers[i]) < 0) warn("sendto");
}

static void receive(void) {
    char datagram[513];
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    ssize_t got = recvfrom(fd, datagram, sizeof datagram - 1, 0, (struct sockaddr *)&from, &size);
    if (got < 0) return; /* the answer to a peer that is not there yet */
    add_peer(&from);
    for (ssize_t i = 0; i < got; i++)
        if ((unsigned char)datagram[i] < ' ' || datagram[i] == 127) datagram[i] = '?'; /* no control of our terminal */
    printf("%.*s\n", (int)got, datagram);
    fflush(stdout);
}

int main(int argc, char **argv) {
    if (argc < 3) errx(2, "usage: chat NAME PORT [HOST:PORT]...");
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2])), .sin_addr.s_addr = htonl(INADDR_ANY)};
    fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0) err(1, "socket");
    if (bind(fd, (struct sockaddr *)&own, sizeof own)) err(1, "bind to port %s", argv[2]);
    for (int i = 3; i < argc; i++) find_peer(argv[i]);
    send_all(argv[1], " joins", "");
    struct pollfd watched[] = {{.fd = 0, .events = POLLIN}, {.fd = fd, .events = POLLIN}};
    char line[400];
    size_t used = 0;
    for (;;) {
        if (poll(watched, 2, -1) < 0) err(1, "poll");
        if (watched[1].revents) receive();
        if (!watched[0].revents) continue;
        ssize_t got = read(0, line + used, sizeof line - 1 - used);
        if (got <= 0) break;
        line[used += got] = 0;
        for (char *end; (end = memchr(line, '\n', used)) || used == sizeof line - 1;) {
            size_t length = end ? (size_t)(end - line) + 1 : used;
            line[length - (end != NULL)] = 0;
            send_all(argv[1], ": ", line);
            memmove(line, line + length, used -= length);
        }
    }
    send_all(argv[1], " leaves", "");
    return 0;
}
