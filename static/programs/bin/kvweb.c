/*
 * kvweb: a web server in front of the database kvdb. kvweb [-n REQUESTS] [PORT [DBHOST [DBPORT]]]
 * GET /key shows a value, PUT or POST /key stores the body, DELETE /key removes it, GET / counts. A child process answers
 * each request and asks the database over its own connection.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <err.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { VALUE = 400 };
static const char *db_host = "127.0.0.1", *db_port = "6379";

static void answer(FILE *client, const char *status, const char *body) {
    fprintf(client, "HTTP/1.0 %s\r\nContent-Type: text/plain\r\nContent-Length: %lu\r\n\r\n%s", status, (unsigned long)strlen(body), body);
    fflush(client);
}

/* Sends the database one request and reads its one-line answer. Returns 0 when it cannot be reached. */
static int ask(const char *request, char *reply, int room) {
    struct addrinfo wanted = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
    if (getaddrinfo(db_host, db_port, &wanted, &found)) return 0;
    int fd = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (fd < 0 || connect(fd, found->ai_addr, found->ai_addrlen)) return 0;
    FILE *db = fdopen(fd, "r+");
    if (!db) return 0;
    fprintf(db, "%s\n", request);
    fflush(db);
    int is_answered = fgets(reply, room, db) != NULL;
    fclose(db);
    return is_answered;
}

static int is_plain(const char *text) { /* nothing that would end the request to the database early */
    for (; *text; text++)
        if (iscntrl((unsigned char)*text)) return 0;
    return 1;
}

static void serve(FILE *client) {
    char line[600], method[16] = "", path[256] = "", body[VALUE + 1] = "", request[800], reply[600];
    long length = 0;
    if (!fgets(line, sizeof line, client) || sscanf(line, "%15s %255s", method, path) != 2 || path[0] != '/') {
        answer(client, "400 Bad Request", "bad request\n");
        return;
    }
    while (fgets(line, sizeof line, client) && line[0] != '\r' && line[0] != '\n')
        if (!strncasecmp(line, "Content-Length:", 15)) length = atol(line + 15);
    int stores = !strcmp(method, "PUT") || !strcmp(method, "POST"), deletes = !strcmp(method, "DELETE");
    if (!stores && !deletes && strcmp(method, "GET")) {
        answer(client, "405 Method Not Allowed", "method not allowed\n");
        return;
    }
    if (length < 0 || length > VALUE || strchr(path + 1, '/')) {
        answer(client, "400 Bad Request", "bad request\n");
        return;
    }
    body[stores ? fread(body, 1, length, client) : 0] = 0;
    if (!is_plain(body) || !is_plain(path)) {
        answer(client, "400 Bad Request", "bad request\n");
        return;
    }
    if (stores) snprintf(request, sizeof request, "SET %s %s", path + 1, body);
    else if (!path[1]) strcpy(request, "COUNT");
    else snprintf(request, sizeof request, "%s %s", deletes ? "DEL" : "GET", path + 1);
    if (!ask(request, reply, sizeof reply)) answer(client, "502 Bad Gateway", "no database\n");
    else if (!strncmp(reply, "VALUE ", 6)) answer(client, "200 OK", reply + 6);
    else if (!strncmp(reply, "OK", 2)) answer(client, "200 OK", "ok\n");
    else if (!strncmp(reply, "NONE", 4)) answer(client, "404 Not Found", "no such key\n");
    else answer(client, "500 Internal Server Error", reply);
}

int main(int argc, char **argv) {
    long requests = -1;
    for (int c; (c = getopt(argc, argv, "n:")) != -1;) {
        if (c == '?') errx(2, "usage: kvweb [-n REQUESTS] [PORT [DBHOST [DBPORT]]]");
        requests = atol(optarg);
    }
    int port = optind < argc ? atoi(argv[optind]) : 80, one = 1, server = socket(AF_INET, SOCK_STREAM, 0);
    if (optind + 1 < argc) db_host = argv[optind + 1];
    if (optind + 2 < argc) db_port = argv[optind + 2];
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_ANY)};
    if (server < 0) err(1, "socket");
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(server, (struct sockaddr *)&address, sizeof address)) err(1, "bind to port %d", port);
    if (listen(server, 8)) err(1, "listen");
    signal(SIGPIPE, SIG_IGN);
    while (requests--) {
        int fd = accept(server, NULL, NULL);
        pid_t pid = fd < 0 ? -1 : fork();
        if (!pid) {
            close(server);
            FILE *client = fdopen(fd, "r+");
            if (client) serve(client);
            if (client) fclose(client);
            _exit(0);
        }
        if (fd >= 0) close(fd);
        while (waitpid(-1, NULL, WNOHANG) > 0) {}
    }
    while (wait(NULL) > 0) {}
    return 0;
}
