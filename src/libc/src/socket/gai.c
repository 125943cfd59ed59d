/* getaddrinfo: numeric addresses, then /etc/hosts. Answers come in the order stream, datagram, raw per address. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "internal/netdb.h"

struct kind { int type, protocol; };

/* The port in network order, or an EAI error. A service must exist for at least one of the kinds asked for. */
static int port_of(const char *service, int type, int flags, int *port)
{
    unsigned long n = 0;
    const char *p = service;
    *port = 0;
    if (service == NULL)
        return 0;
    while (*p >= '0' && *p <= '9' && n < 100000)
        n = n * 10 + (unsigned long)(*p++ - '0');
    if (*p == 0 && p != service) {
        *port = htons((uint16_t)n);
        return 0;
    }
    if (flags & AI_NUMERICSERV)
        return EAI_NONAME;
    const struct __service *s = __service_by_name(service, type == SOCK_STREAM ? "tcp" : type == SOCK_DGRAM ? "udp" : NULL);
    if (s == NULL)
        return EAI_SERVICE;
    *port = htons(s->port);
    return 0;
}

/* The addresses of a node; a count, or an EAI error. */
static int addresses(const char *node, int family, int flags, struct __host_address *out, char *canonical, size_t size)
{
    memset(out, 0, sizeof *out);
    if (node == NULL) {
        out->family = family == AF_INET6 ? AF_INET6 : AF_INET;
        if (out->family == AF_INET6)
            out->bytes[15] = flags & AI_PASSIVE ? 0 : 1;
        else if (!(flags & AI_PASSIVE)) {
            out->bytes[0] = 127;
            out->bytes[3] = 1;
        }
        canonical[0] = 0;
        return 1;
    }
    struct in_addr four;
    if (strlen(node) < size)
        strcpy(canonical, node);
    if (inet_aton(node, &four)) {
        if (family == AF_INET6)
            return EAI_ADDRFAMILY;
        out->family = AF_INET;
        memcpy(out->bytes, &four, 4);
        return 1;
    }
    if (inet_pton(AF_INET6, node, out->bytes) == 1) {
        out->family = AF_INET6;
        return family == AF_INET ? EAI_ADDRFAMILY : 1;
    }
    if (flags & AI_NUMERICHOST)
        return EAI_NONAME;
    int count = __hosts_by_name(node, family, out, canonical, size);
    return count ? count : EAI_NONAME;
}

static struct addrinfo *entry(const struct __host_address *a, struct kind k, int port, int flags)
{
    struct addrinfo *e = calloc(1, sizeof *e + sizeof(struct sockaddr_in6));
    if (e == NULL)
        return NULL;
    e->ai_flags = flags;
    e->ai_family = a->family;
    e->ai_socktype = k.type;
    e->ai_protocol = k.protocol;
    e->ai_addr = (struct sockaddr *)(e + 1);
    if (a->family == AF_INET) {
        struct sockaddr_in *in = (struct sockaddr_in *)(e + 1);
        in->sin_family = AF_INET;
        in->sin_port = (in_port_t)port;
        memcpy(&in->sin_addr, a->bytes, 4);
        e->ai_addrlen = sizeof *in;
    } else {
        struct sockaddr_in6 *in = (struct sockaddr_in6 *)(e + 1);
        in->sin6_family = AF_INET6;
        in->sin6_port = (in_port_t)port;
        memcpy(&in->sin6_addr, a->bytes, 16);
        e->ai_addrlen = sizeof *in;
    }
    return e;
}

int getaddrinfo(const char *restrict node, const char *restrict service, const struct addrinfo *restrict hints, struct addrinfo **restrict result)
{
    static const struct kind all[] = { { SOCK_STREAM, IPPROTO_TCP }, { SOCK_DGRAM, IPPROTO_UDP }, { SOCK_RAW, 0 } };
    static const struct addrinfo none;
    struct __host_address found[__HOSTS_MAX];
    char canonical[256] = "";
    struct addrinfo *first = NULL, **link = &first;
    int port, matched = 0;
    if (node == NULL && service == NULL)
        return EAI_NONAME;
    if (hints == NULL)
        hints = &none;
    if (hints->ai_flags & ~(AI_PASSIVE | AI_CANONNAME | AI_NUMERICHOST | AI_V4MAPPED | AI_ALL | AI_ADDRCONFIG | AI_NUMERICSERV)
        || ((hints->ai_flags & AI_CANONNAME) && node == NULL))
        return EAI_BADFLAGS;
    if (hints->ai_family != AF_UNSPEC && hints->ai_family != AF_INET && hints->ai_family != AF_INET6)
        return EAI_FAMILY;
    int r = port_of(service, hints->ai_socktype, hints->ai_flags, &port);
    if (r)
        return r;
    int count = addresses(node, hints->ai_family, hints->ai_flags, found, canonical, sizeof canonical);
    if (count < 0)
        return count;
    for (int i = 0; i < count; i++)
        for (int k = 0; k < 3; k++) {
            if (hints->ai_socktype && hints->ai_socktype != all[k].type)
                continue;
            if (hints->ai_protocol && all[k].protocol && hints->ai_protocol != all[k].protocol)
                continue;
            matched = 1;
            struct kind kind = all[k];
            if (kind.protocol == 0)
                kind.protocol = hints->ai_protocol;
            *link = entry(&found[i], kind, port, hints->ai_flags);
            if (*link == NULL) {
                freeaddrinfo(first);
                return EAI_MEMORY;
            }
            link = &(*link)->ai_next;
        }
    if (!matched)
        return EAI_SOCKTYPE;
    if (hints->ai_flags & AI_CANONNAME)
        first->ai_canonname = strdup(canonical);
    *result = first;
    return 0;
}

void freeaddrinfo(struct addrinfo *a)
{
    while (a) {
        struct addrinfo *next = a->ai_next;
        free(a->ai_canonname);
        free(a);
        a = next;
    }
}
