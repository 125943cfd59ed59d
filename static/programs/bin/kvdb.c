/*
 * kvdb: a small database of keys and values for TCP clients. kvdb [-n CLIENTS] [PORT [FILE]]
 * A line is a request, a line answers it:  SET key value -> OK   GET key -> VALUE value | NONE   DEL key -> OK | NONE
 * COUNT -> VALUE n   QUIT closes. Changes are appended to FILE and synced before they are acknowledged; at start FILE is
 * replayed, so what was acknowledged survives a power cut. One process serves all clients with poll.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUCKETS = 64, MOST = 16, LINE = 512 };
struct Pair { struct Pair *next; char *key, *value; };
static struct Pair *buckets[BUCKETS];
static int pairs, journal = -1;

static struct Pair **find(const char *key) { /* the link to the pair, or to where it would be */
    unsigned hash = 5381;
    for (const char *p = key; *p; p++) hash = hash * 33 + (unsigned char)*p;
    struct Pair **at = &buckets[hash % BUCKETS];
    while (*at && strcmp((*at)->key, key)) at = &(*at)->next;
    return at;
}

static int set(const char *key, const char *value) {
    struct Pair **at = find(key), *pair = *at;
    char *copy = strdup(value);
    if (!copy) return 0;
    if (!pair) {
        pair = calloc(1, sizeof *pair);
        if (!pair || !(pair->key = strdup(key))) {
            free(pair);
            free(copy);
            return 0;
        }
        *at = pair;
        pairs++;
    }
    free(pair->value);
    pair->value = copy;
    return 1;
}

static int delete(const char *key) {
    struct Pair **at = find(key), *pair = *at;
    if (!pair) return 0;
    *at = pair->next;
    free(pair->key);
    free(pair->value);
    free(pair);
    pairs--;
    return 1;
}

/* Makes the change durable: on the disk before the answer. */
static int record(const char *request) {
    size_t length = strlen(request);
    char line[LINE + 2];
    if (journal < 0) return 1;
    memcpy(line, request, length);
    line[length] = '\n';
    return write(journal, line, length + 1) == (ssize_t)length + 1 && !fsync(journal);
}

/* Carries out one request. Returns 0 to close the connection. */
static int perform(const char *request, char *answer, int is_replay) {
    char copy[LINE + 1], *rest = copy;
    snprintf(copy, sizeof copy, "%s", request);
    char *verb = strsep(&rest, " "), *key = rest ? strsep(&rest, " ") : NULL;
    const struct Pair *pair = key ? *find(key) : NULL;
    if (!strcmp(verb, "GET") && key) {
        if (pair) snprintf(answer, LINE + 16, "VALUE %s\n", pair->value);
        else strcpy(answer, "NONE\n");
    } else if (!strcmp(verb, "SET") && key && *key && rest) {
        strcpy(answer, (is_replay || record(request)) && set(key, rest) ? "OK\n" : "ERROR cannot store\n");
    } else if (!strcmp(verb, "DEL") && key) {
        strcpy(answer, !pair ? "NONE\n" : (is_replay || record(request)) && delete(key) ? "OK\n" : "ERROR cannot store\n");
    } else if (!strcmp(verb, "COUNT")) {
        snprintf(answer, LINE, "VALUE %d\n", pairs);
    } else if (!strcmp(verb, "QUIT")) {
        return 0;
    } else {
        strcpy(answer, "ERROR unknown request\n");
    }
    return 1;
}

static void open_journal(const char *path) {
    char line[LINE + 2], answer[LINE + 32];
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) {
        char *end = strchr(line, '\n');
        if (!end) break; /* a write that the power cut tore: it was never acknowledged */
        *end = 0;
        perform(line, answer, 1);
    }
    if (file) fclose(file);
    journal = open(path, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (journal < 0) err(1, "%s", path);
}

struct Client { char line[LINE]; size_t used; };
static struct Client clients[MOST];

/* Reads what the client sent and answers each whole line. Returns 0 when it is to be closed. */
static int serve(int fd, struct Client *client) {
    char answer[LINE + 32], *end;
    ssize_t got = read(fd, client->line + client->used, LINE - client->used);
    if (got <= 0) return 0;
    client->used += got;
    while ((end = memchr(client->line, '\n', client->used))) {
        size_t length = end - client->line + 1;
        *end = 0;
        if (length > 1 && end[-1] == '\r') end[-1] = 0;
        if (!perform(client->line, answer, 0)) return 0;
        if (write(fd, answer, strlen(answer)) < 0) return 0;
        memmove(client->line, client->line + length, client->used -= length);
    }
    return client->used < LINE; /* a line that long is no request */
}

int main(int argc, char **argv) {
    long left = -1;
    for (int c; (c = getopt(argc, argv, "n:")) != -1;) {
        if (c == '?') errx(2, "usage: kvdb [-n CLIENTS] [PORT [FILE]]");
        left = atol(optarg);
    }
    int port = optind < argc ? atoi(argv[optind]) : 6379, one = 1, count = 1, server = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_ANY)};
    struct pollfd watched[MOST + 1] = {{.fd = server, .events = POLLIN}};
    if (server < 0) err(1, "socket");
    if (optind + 1 < argc) open_journal(argv[optind + 1]);
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(server, (struct sockaddr *)&address, sizeof address)) err(1, "bind to port %d", port);
    if (listen(server, 8)) err(1, "listen");
    signal(SIGPIPE, SIG_IGN);
    while (left || count > 1) {
        watched[0].fd = left && count <= MOST ? server : -1;
        if (poll(watched, count, -1) < 0 && errno != EINTR) err(1, "poll");
        for (int i = count - 1; i > 0; i--) {
            if (!watched[i].revents || serve(watched[i].fd, &clients[i - 1])) continue;
            close(watched[i].fd);
            watched[i] = watched[--count];
            clients[i - 1] = clients[count - 1];
        }
        if (watched[0].fd < 0 || !watched[0].revents) continue;
        int fd = accept(server, NULL, NULL);
        if (fd < 0) continue;
        clients[count - 1].used = 0;
        watched[count++] = (struct pollfd){.fd = fd, .events = POLLIN};
        left--;
    }
    return 0;
}
