/* Well-known services and protocols, as /etc/services lists them. */
#include <netdb.h>
#include <string.h>
#include "internal/netdb.h"

static const struct __service services[] = {
    { "echo", 7, 1, 1 }, { "discard", 9, 1, 1 }, { "daytime", 13, 1, 1 }, { "ftp-data", 20, 1, 0 }, { "ftp", 21, 1, 0 },
    { "ssh", 22, 1, 0 }, { "telnet", 23, 1, 0 }, { "smtp", 25, 1, 0 }, { "time", 37, 1, 1 }, { "domain", 53, 1, 1 },
    { "tftp", 69, 0, 1 }, { "finger", 79, 1, 0 }, { "http", 80, 1, 0 }, { "pop3", 110, 1, 0 }, { "sunrpc", 111, 1, 1 },
    { "ntp", 123, 0, 1 }, { "imap2", 143, 1, 0 }, { "snmp", 161, 1, 1 }, { "ldap", 389, 1, 1 }, { "https", 443, 1, 1 },
    { "syslog", 514, 0, 1 }, { "imaps", 993, 1, 0 }, { "pop3s", 995, 1, 0 }, { "mysql", 3306, 1, 0 }, { "postgresql", 5432, 1, 0 },
};
static const struct { const char *name; int number; const char *alias; } protocols[] = {
    { "ip", 0, "IP" }, { "icmp", 1, "ICMP" }, { "tcp", 6, "TCP" }, { "udp", 17, "UDP" }, { "ipv6", 41, "IPv6" }, { "ipv6-icmp", 58, "IPv6-ICMP" },
};

static int offers(const struct __service *s, const char *protocol)
{
    return protocol == NULL || (s->tcp && strcmp(protocol, "tcp") == 0) || (s->udp && strcmp(protocol, "udp") == 0);
}

const struct __service *__service_by_name(const char *name, const char *protocol)
{
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        if (strcmp(services[i].name, name) == 0 && offers(&services[i], protocol))
            return &services[i];
    return NULL;
}

const struct __service *__service_by_port(int port, const char *protocol)
{
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        if (services[i].port == port && offers(&services[i], protocol))
            return &services[i];
    return NULL;
}

static struct servent *answer(const struct __service *s, const char *protocol)
{
    static char *none[1];
    static struct servent entry;
    if (s == NULL)
        return NULL;
    entry.s_name = (char *)s->name;
    entry.s_aliases = none;
    entry.s_port = htons(s->port);
    entry.s_proto = (char *)(protocol ? protocol : s->tcp ? "tcp" : "udp");
    return &entry;
}

struct servent *getservbyname(const char *name, const char *protocol)
{
    return answer(__service_by_name(name, protocol), protocol);
}

struct servent *getservbyport(int port, const char *protocol)
{
    return answer(__service_by_port(ntohs((uint16_t)port), protocol), protocol);
}

static struct protoent *protocol_at(size_t i)
{
    static char *alias[2];
    static struct protoent entry;
    if (i == sizeof protocols / sizeof *protocols)
        return NULL;
    alias[0] = (char *)protocols[i].alias;
    entry.p_name = (char *)protocols[i].name;
    entry.p_aliases = alias;
    entry.p_proto = protocols[i].number;
    return &entry;
}

struct protoent *getprotobyname(const char *name)
{
    size_t i = 0;
    while (i < sizeof protocols / sizeof *protocols && strcmp(protocols[i].name, name) != 0 && strcmp(protocols[i].alias, name) != 0)
        i++;
    return protocol_at(i);
}

struct protoent *getprotobynumber(int number)
{
    size_t i = 0;
    while (i < sizeof protocols / sizeof *protocols && protocols[i].number != number)
        i++;
    return protocol_at(i);
}
