/* http: fetches a document by HTTP/1.0 and prints it. http [-i] [-X METHOD] [-d DATA] [http://]HOST[:PORT][/PATH]; -i prints the head too. */
#define _GNU_SOURCE
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(const char *host, const char *port) {
    struct addrinfo wanted = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
    int failure = getaddrinfo(host, port, &wanted, &found), fd = -1;
    if (failure) errx(1, "%s: %s", host, gai_strerror(failure));
    for (struct addrinfo *a = found; a; a = a->ai_next) {
        fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
        if (fd >= 0 && !connect(fd, a->ai_addr, a->ai_addrlen)) break;
        if (!a->ai_next) err(1, "%s:%s", host, port);
        close(fd);
    }
    freeaddrinfo(found);
    return fd;
}

int main(int argc, char **argv) {
    int shows_head = 0;
    const char *method = "GET", *data = NULL;
    for (int c; (c = getopt(argc, argv, "iX:d:")) != -1;) {
        if (c == '?') return 2;
        if (c == 'i') shows_head = 1;
        else if (c == 'X') method = optarg;
        else data = optarg;
    }
    if (optind == argc) errx(2, "usage: http [-i] [-X METHOD] [-d DATA] [http://]HOST[:PORT][/PATH]");
    char *host = argv[optind], port[16] = "80";
    if (!strncmp(host, "http://", 7)) host += 7;
    const char *path = strchr(host, '/');
    host = strndup(host, path ? (size_t)(path - host) : strlen(host));
    char *colon = strchr(host, ':');
    if (colon) {
        *colon = 0;
        snprintf(port, sizeof port, "%s", colon + 1);
    }
    if (!path) path = "/";
    if (data && !strcmp(method, "GET")) method = "POST";
    FILE *stream = fdopen(connect_to(host, port), "r+");
    if (!stream) err(1, "fdopen");
    fprintf(stream, "%s %s HTTP/1.0\r\nHost: %s\r\n", method, path, host);
    if (data) fprintf(stream, "Content-Length: %lu\r\n", (unsigned long)strlen(data));
    fprintf(stream, "\r\n%s", data ? data : "");
    fflush(stream);
    int status = 0, in_head = 1;
    char *line = NULL, buffer[1024];
    size_t room = 0;
    for (ssize_t length; in_head && (length = getline(&line, &room, stream)) >= 0;) {
        if (!status && sscanf(line, "HTTP/%*s %d", &status) != 1) errx(1, "not an HTTP answer");
        if (shows_head) fwrite(line, 1, length, stdout);
        in_head = line[0] != '\r' && line[0] != '\n';
    }
    if (in_head) errx(1, "the answer ended early");
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, stream)) > 0;) fwrite(buffer, 1, got, stdout);
    free(line);
    fclose(stream);
    return status >= 400;
}
