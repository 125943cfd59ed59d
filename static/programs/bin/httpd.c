/*
 * httpd: an HTTP/1.0 server for the files below a directory. httpd [-n REQUESTS] [PORT [DIRECTORY]]
 * A child process answers each request. GET and HEAD; 400, 403, 404, 405; a directory gives its index.html or a list.
 */
#include <ctype.h>
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void send_all(int fd, const char *data, size_t length) {
    for (ssize_t sent; length; data += sent, length -= sent)
        if ((sent = write(fd, data, length)) <= 0) _exit(1);
}

static void send_head(int fd, const char *status, const char *type, long length) {
    char head[256];
    int used = snprintf(head, sizeof head, "HTTP/1.0 %s\r\nServer: process-lab\r\nContent-Type: %s\r\n", status, type);
    if (length >= 0) used += snprintf(head + used, sizeof head - used, "Content-Length: %ld\r\n", length);
    used += snprintf(head + used, sizeof head - used, "\r\n");
    send_all(fd, head, used);
}

static void send_error(int fd, const char *status, int has_body) {
    char body[64];
    int length = snprintf(body, sizeof body, "%s\n", status);
    send_head(fd, status, "text/plain", length);
    if (has_body) send_all(fd, body, length);
}

static const char *type_of(const char *path) {
    static const char *const types[][2] = {{".html", "text/html"}, {".css", "text/css"}, {".txt", "text/plain"}, {".c", "text/plain"},
        {".js", "text/javascript"}, {".svg", "image/svg+xml"}, {".png", "image/png"}};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (!strcasecmp(dot, types[i][0])) return types[i][1];
    return dot ? "application/octet-stream" : "text/plain";
}

/* Undoes %XX in place. Returns 0 when the text is malformed or hides a zero byte. */
static int decode(char *text) {
    char *to = text;
    for (; *text; text++) {
        char digits[3] = {0};
        if (*text != '%') {
            *to++ = *text;
            continue;
        }
        if (!isxdigit((unsigned char)text[1]) || !isxdigit((unsigned char)text[2])) return 0;
        memcpy(digits, text + 1, 2);
        if (!(*to++ = strtol(digits, NULL, 16))) return 0;
        text += 2;
    }
    *to = 0;
    return 1;
}

static int climbs_out(const char *path) { /* any ".." component */
    for (const char *p = path; (p = strstr(p, "..")); p += 2)
        if ((p == path || p[-1] == '/') && (!p[2] || p[2] == '/')) return 1;
    return 0;
}

static void send_list(int fd, DIR *directory, const char *path, int has_body) {
    char line[600];
    send_head(fd, "200 OK", "text/html", -1);
    if (!has_body) return;
    int used = snprintf(line, sizeof line, "<title>%.200s</title>\n", path);
    send_all(fd, line, used);
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (entry->d_name[0] == '.') continue;
        used = snprintf(line, sizeof line, "<a href=\"%.200s\">%.200s</a><br>\n", entry->d_name, entry->d_name);
        send_all(fd, line, used);
    }
}

static void send_file(int fd, char *path, int has_body) {
    char name[600], buffer[1024];
    struct stat found;
    snprintf(name, sizeof name, ".%s", path);
    if (!stat(name, &found) && S_ISDIR(found.st_mode)) {
        DIR *directory = opendir(name);
        snprintf(name, sizeof name, ".%s/index.html", path);
        if (stat(name, &found) && directory) {
            send_list(fd, directory, path, has_body);
            return;
        }
    }
    int file = open(name, O_RDONLY);
    if (file < 0 || fstat(file, &found) || !S_ISREG(found.st_mode)) {
        send_error(fd, errno == EACCES ? "403 Forbidden" : "404 Not Found", has_body);
        return;
    }
    send_head(fd, "200 OK", type_of(name), found.st_size);
    for (ssize_t got; has_body && (got = read(file, buffer, sizeof buffer)) > 0;) send_all(fd, buffer, got);
}

/* Reads a request's head, up to the empty line. Returns 0 when it is too long or the client went away. */
static int read_head(int fd, char *text, size_t room) {
    size_t used = 0;
    while (used + 1 < room) {
        ssize_t got = read(fd, text + used, room - 1 - used);
        if (got <= 0) return 0;
        text[used += got] = 0;
        if (strstr(text, "\r\n\r\n") || strstr(text, "\n\n")) return 1;
    }
    return 0;
}

static void answer(int fd) {
    char text[2048], method[16], path[512];
    if (!read_head(fd, text, sizeof text) || sscanf(text, "%15s %511s", method, path) != 2 || path[0] != '/') {
        send_error(fd, "400 Bad Request", 1);
        return;
    }
    int has_body = strcmp(method, "HEAD") != 0;
    path[strcspn(path, "?#")] = 0;
    if (has_body && strcmp(method, "GET")) send_error(fd, "405 Method Not Allowed", 1);
    else if (!decode(path)) send_error(fd, "400 Bad Request", has_body);
    else if (climbs_out(path)) send_error(fd, "403 Forbidden", has_body);
    else send_file(fd, path, has_body);
}

int main(int argc, char **argv) {
    long requests = -1;
    for (int c; (c = getopt(argc, argv, "n:")) != -1;) {
        if (c == '?') errx(2, "usage: httpd [-n REQUESTS] [PORT [DIRECTORY]]");
        requests = atol(optarg);
    }
    int port = optind < argc ? atoi(argv[optind]) : 80, one = 1, server = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_ANY)};
    if (server < 0) err(1, "socket");
    if (optind + 1 < argc && chdir(argv[optind + 1])) err(1, "%s", argv[optind + 1]);
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(server, (struct sockaddr *)&address, sizeof address)) err(1, "bind to port %d", port);
    if (listen(server, 8)) err(1, "listen");
    signal(SIGPIPE, SIG_IGN);
    while (requests--) {
        int client = accept(server, NULL, NULL);
        pid_t pid = client < 0 ? -1 : fork();
        if (!pid) {
            close(server);
            answer(client);
            _exit(0);
        }
        if (client >= 0) close(client);
        while (waitpid(-1, NULL, WNOHANG) > 0) {}
    }
    while (wait(NULL) > 0) {}
    return 0;
}
