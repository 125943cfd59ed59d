/* /etc/hosts: "address name alias..." per line, # begins a comment. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include "internal/netdb.h"

#define LINE_BYTES 512
struct reader { int fd, at, end; char buffer[512]; };

/* The next line without its comment; a longer one is cut. 0 at the end. */
static int next_line(struct reader *r, char *line)
{
    int n = 0, comment = 0, any = 0;
    for (;;) {
        if (r->at == r->end) {
            r->at = 0;
            r->end = r->fd < 0 ? 0 : (int)read(r->fd, r->buffer, sizeof r->buffer);
            if (r->end <= 0) {
                r->end = 0;
                break;
            }
        }
        char c = r->buffer[r->at++];
        any = 1;
        if (c == '\n')
            break;
        comment |= c == '#';
        if (!comment && n < LINE_BYTES - 1)
            line[n++] = c;
    }
    line[n] = 0;
    return any;
}

static int parse_address(const char *text, struct __host_address *a)
{
    if (inet_pton(AF_INET, text, a->bytes) == 1)
        a->family = AF_INET;
    else if (inet_pton(AF_INET6, text, a->bytes) == 1)
        a->family = AF_INET6;
    else
        return 0;
    return 1;
}

static int keep(int count, const struct __host_address *a, struct __host_address *out)
{
    for (int i = 0; i < count; i++)
        if (out[i].family == a->family && memcmp(out[i].bytes, a->bytes, a->family == AF_INET ? 4 : 16) == 0)
            return count;
    if (count < __HOSTS_MAX)
        out[count++] = *a;
    return count;
}

static void copy_name(char *to, const char *from, size_t size)
{
    size_t n = strlen(from);
    if (size == 0)
        return;
    if (n >= size)
        n = size - 1;
    memcpy(to, from, n);
    to[n] = 0;
}

int __hosts_by_name(const char *name, int family, struct __host_address *out, char *canonical, size_t size)
{
    struct reader r = { open("/etc/hosts", O_RDONLY | O_CLOEXEC), 0, 0, { 0 } };
    char line[LINE_BYTES];
    int count = 0;
    while (next_line(&r, line)) {
        char *rest, *field = strtok_r(line, " \t\r", &rest), *official;
        struct __host_address a;
        memset(&a, 0, sizeof a);
        if (field == NULL || !parse_address(field, &a) || (family != AF_UNSPEC && family != a.family))
            continue;
        official = field = strtok_r(NULL, " \t\r", &rest);
        while (field && strcasecmp(field, name) != 0)
            field = strtok_r(NULL, " \t\r", &rest);
        if (field == NULL)
            continue;
        if (count == 0)
            copy_name(canonical, official, size);
        count = keep(count, &a, out);
    }
    if (r.fd >= 0)
        close(r.fd);
    if (count == 0 && strcasecmp(name, "localhost") == 0) {
        static const unsigned char four[4] = { 127, 0, 0, 1 };
        memset(out, 0, sizeof *out);
        out->family = family == AF_INET6 ? AF_INET6 : AF_INET;
        if (family == AF_INET6)
            out->bytes[15] = 1;
        else
            memcpy(out->bytes, four, 4);
        copy_name(canonical, "localhost", size);
        count = 1;
    }
    return count;
}

int __hosts_by_address(int family, const void *bytes, char *name, size_t size)
{
    struct reader r = { open("/etc/hosts", O_RDONLY | O_CLOEXEC), 0, 0, { 0 } };
    char line[LINE_BYTES];
    int found = 0;
    while (!found && next_line(&r, line)) {
        char *rest, *field = strtok_r(line, " \t\r", &rest);
        struct __host_address a;
        if (field == NULL || !parse_address(field, &a) || a.family != family || memcmp(a.bytes, bytes, family == AF_INET ? 4 : 16) != 0)
            continue;
        field = strtok_r(NULL, " \t\r", &rest);
        if (field) {
            copy_name(name, field, size);
            found = 1;
        }
    }
    if (r.fd >= 0)
        close(r.fd);
    if (!found && family == AF_INET && *(const unsigned *)bytes == htonl(INADDR_LOOPBACK)) {
        copy_name(name, "localhost", size);
        found = 1;
    }
    return found;
}
