/* Numeric lookups, services, error texts. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

static void look(const char *node, const char *service, int type, int flags)
{
    struct addrinfo hints = { .ai_family = AF_INET, .ai_socktype = type, .ai_flags = flags }, *list;
    int r = getaddrinfo(node, service, &hints, &list);
    printf("%s %s:", node ? node : "-", service ? service : "-");
    if (r) {
        printf(" %s\n", gai_strerror(r));
        return;
    }
    for (struct addrinfo *a = list; a; a = a->ai_next) {
        char host[64], port[16];
        getnameinfo(a->ai_addr, a->ai_addrlen, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
        printf(" %s:%s type %d protocol %d", host, port, a->ai_socktype, a->ai_protocol);
    }
    printf("\n");
    freeaddrinfo(list);
}

int main(void)
{
    look("127.0.0.1", "80", SOCK_STREAM, 0);
    look("10.1.2.3", NULL, 0, 0);
    look(NULL, "7777", SOCK_DGRAM, AI_PASSIVE);
    look(NULL, "7777", SOCK_STREAM, 0);
    look("localhost", "25", SOCK_STREAM, 0);
    look("no such host", "80", SOCK_STREAM, AI_NUMERICHOST);
    look("127.0.0.1", "x", SOCK_STREAM, AI_NUMERICSERV);
    look(NULL, NULL, 0, 0);
    for (int e = -1; e >= -8; e--)
        printf("%d %s\n", e, gai_strerror(e));
    struct hostent *h = gethostbyname("127.0.0.1");
    printf("%s %d %d\n", h->h_name, h->h_addrtype == AF_INET, h->h_length);
    struct in_addr a;
    memcpy(&a, h->h_addr_list[0], sizeof a);
    printf("%s\n", inet_ntoa(a));
    return 0;
}
