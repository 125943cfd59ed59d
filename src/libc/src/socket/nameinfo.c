/* getnameinfo: the way back from an address to names. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include "internal/netdb.h"

int getnameinfo(const struct sockaddr *restrict a, socklen_t size, char *restrict host, socklen_t host_size, char *restrict service,
                socklen_t service_size, int flags)
{
    const void *bytes;
    int port;
    char text[256];
    if (a->sa_family == AF_INET && size >= sizeof(struct sockaddr_in)) {
        bytes = &((const struct sockaddr_in *)a)->sin_addr;
        port = ntohs(((const struct sockaddr_in *)a)->sin_port);
    } else if (a->sa_family == AF_INET6 && size >= sizeof(struct sockaddr_in6)) {
        bytes = &((const struct sockaddr_in6 *)a)->sin6_addr;
        port = ntohs(((const struct sockaddr_in6 *)a)->sin6_port);
    } else
        return EAI_FAMILY;
    if (host && host_size) {
        if ((flags & NI_NUMERICHOST) || !__hosts_by_address(a->sa_family, bytes, text, sizeof text)) {
            if (flags & NI_NAMEREQD)
                return EAI_NONAME;
            inet_ntop(a->sa_family, bytes, text, sizeof text);
        }
        if (strlen(text) >= host_size)
            return EAI_OVERFLOW;
        strcpy(host, text);
    }
    if (service && service_size) {
        const struct __service *s = flags & NI_NUMERICSERV ? NULL : __service_by_port(port, flags & NI_DGRAM ? "udp" : "tcp");
        int n = s ? snprintf(service, service_size, "%s", s->name) : snprintf(service, service_size, "%d", port);
        if (n >= (int)service_size)
            return EAI_OVERFLOW;
    }
    return 0;
}
