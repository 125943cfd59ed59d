/* Names of hosts (numbers, /etc/hosts) and services (a short list, /etc/services is not read). */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int h_errno;

static const struct { const char *name, *protocol; int port; } services[] = {
    { "echo", "tcp", 7 }, { "echo", "udp", 7 }, { "discard", "tcp", 9 }, { "daytime", "tcp", 13 }, { "ftp", "tcp", 21 },
    { "ssh", "tcp", 22 }, { "telnet", "tcp", 23 }, { "smtp", "tcp", 25 }, { "time", "tcp", 37 }, { "domain", "tcp", 53 },
    { "domain", "udp", 53 }, { "tftp", "udp", 69 }, { "http", "tcp", 80 }, { "pop3", "tcp", 110 }, { "ntp", "udp", 123 },
    { "https", "tcp", 443 }, { "http-alt", "tcp", 8080 },
};
#define SERVICES (sizeof services / sizeof services[0])

/* Looks a name up in /etc/hosts; the first line that has it wins. With name NULL it looks for the address. */
static int hosts(const char *name, struct in_addr *address, char *canonical, size_t n)
{
    char line[256];
    FILE *f = fopen("/etc/hosts", "re");
    int found = 0;
    while (f && !found && fgets(line, sizeof line, f)) {
        char *state, *first, *word;
        struct in_addr a;
        line[strcspn(line, "#")] = 0;
        if ((word = strtok_r(line, " \t\r\n", &state)) == NULL || inet_pton(AF_INET, word, &a) != 1)
            continue;
        first = word = strtok_r(NULL, " \t\r\n", &state);
        for (; word && !found; word = strtok_r(NULL, " \t\r\n", &state))
            found = name ? strcasecmp(word, name) == 0 : a.s_addr == address->s_addr;
        if (found) {
            *address = a;
            snprintf(canonical, n, "%s", first);
        }
    }
    if (f)
        fclose(f);
    return found;
}

static int lookup(const char *name, struct in_addr *a, char *canonical, size_t n)
{
    snprintf(canonical, n, "%s", name);
    if (inet_aton(name, a) || hosts(name, a, canonical, n))
        return 1;
    if (strcasecmp(name, "localhost") == 0) {
        a->s_addr = htonl(INADDR_LOOPBACK);
        return 1;
    }
    return 0;
}

static struct hostent *entry(const char *name, struct in_addr a)
{
    static struct in_addr address;
    static char text[256], *list[2], *none[1];
    static struct hostent host;
    snprintf(text, sizeof text, "%s", name);
    address = a;
    list[0] = (char *)&address;
    host.h_name = text;
    host.h_aliases = none;
    host.h_addrtype = AF_INET;
    host.h_length = 4;
    host.h_addr_list = list;
    return &host;
}

struct hostent *gethostbyname(const char *name)
{
    struct in_addr a;
    char canonical[256];
    if (!lookup(name, &a, canonical, sizeof canonical)) {
        h_errno = HOST_NOT_FOUND;
        return NULL;
    }
    return entry(canonical, a);
}

struct hostent *gethostbyaddr(const void *from, socklen_t n, int family)
{
    struct in_addr a;
    char name[256];
    if (family != AF_INET || n < 4) {
        h_errno = NO_RECOVERY;
        return NULL;
    }
    memcpy(&a, from, 4);
    if (!hosts(NULL, &a, name, sizeof name)) {
        h_errno = HOST_NOT_FOUND;
        return NULL;
    }
    return entry(name, a);
}

static struct servent *service(const char *name, int port, const char *protocol)
{
    static struct servent s;
    static char *none[1];
    for (size_t i = 0; i < SERVICES; i++) {
        if ((name ? strcmp(name, services[i].name) != 0 : port != services[i].port) || (protocol && strcmp(protocol, services[i].protocol) != 0))
            continue;
        s.s_name = (char *)services[i].name;
        s.s_aliases = none;
        s.s_port = htons((uint16_t)services[i].port);
        s.s_proto = (char *)services[i].protocol;
        return &s;
    }
    return NULL;
}

struct servent *getservbyname(const char *name, const char *protocol) { return service(name, 0, protocol); }
struct servent *getservbyport(int port, const char *protocol) { return service(NULL, ntohs((uint16_t)port), protocol); }

struct protoent *getprotobyname(const char *name)
{
    static const struct { const char *name; int number; } all[] = { { "ip", 0 }, { "icmp", 1 }, { "tcp", 6 }, { "udp", 17 } };
    static struct protoent p;
    static char *none[1];
    for (size_t i = 0; i < 4; i++)
        if (strcmp(name, all[i].name) == 0) {
            p.p_name = (char *)all[i].name;
            p.p_aliases = none;
            p.p_proto = all[i].number;
            return &p;
        }
    return NULL;
}

/* The port a service names, -1 when none. */
static int port_of(const char *name, int type)
{
    char *end;
    if (name == NULL)
        return 0;
    long v = strtol(name, &end, 10);
    if (*name && *end == 0)
        return v >= 0 && v < 65536 ? (int)v : -1;
    struct servent *s = service(name, 0, type == SOCK_DGRAM ? "udp" : type == SOCK_STREAM ? "tcp" : NULL);
    return s ? ntohs((uint16_t)s->s_port) : -1;
}

static struct addrinfo *make(int type, int protocol, struct in_addr a, int port, const char *canonical)
{
    struct { struct addrinfo info; struct sockaddr_in address; } *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    m->address.sin_family = AF_INET;
    m->address.sin_port = htons((uint16_t)port);
    m->address.sin_addr = a;
    m->info.ai_family = AF_INET;
    m->info.ai_socktype = type;
    m->info.ai_protocol = protocol;
    m->info.ai_addrlen = sizeof m->address;
    m->info.ai_addr = (struct sockaddr *)&m->address;
    m->info.ai_canonname = canonical ? strdup(canonical) : NULL;
    return &m->info;
}

int getaddrinfo(const char *restrict name, const char *restrict service_name, const struct addrinfo *restrict hints, struct addrinfo **restrict to)
{
    static const struct { int type, protocol; } kinds[] = { { SOCK_STREAM, IPPROTO_TCP }, { SOCK_DGRAM, IPPROTO_UDP }, { SOCK_RAW, 0 } };
    int flags = hints ? hints->ai_flags : 0, type = hints ? hints->ai_socktype : 0, family = hints ? hints->ai_family : 0;
    char canonical[256] = "";
    struct in_addr a;
    if (name == NULL && service_name == NULL)
        return EAI_NONAME;
    if (family != AF_UNSPEC && family != AF_INET)
        return family == AF_INET6 ? EAI_NONAME : EAI_FAMILY;
    int port = port_of(service_name, type);
    if (port < 0)
        return EAI_SERVICE;
    if (name == NULL)
        a.s_addr = flags & AI_PASSIVE ? htonl(INADDR_ANY) : htonl(INADDR_LOOPBACK);
    else if (flags & AI_NUMERICHOST ? !inet_aton(name, &a) : !lookup(name, &a, canonical, sizeof canonical))
        return EAI_NONAME;
    struct addrinfo **end = to;
    *to = NULL;
    for (size_t i = 0; i < 3; i++) {
        if (type && type != kinds[i].type)
            continue;
        *end = make(kinds[i].type, kinds[i].protocol, a, port, (flags & AI_CANONNAME) && *to == NULL ? (*canonical ? canonical : name) : NULL);
        if (*end == NULL) {
            freeaddrinfo(*to);
            return EAI_MEMORY;
        }
        end = &(*end)->ai_next;
    }
    return *to ? 0 : EAI_SOCKTYPE;
}

void freeaddrinfo(struct addrinfo *list)
{
    while (list) {
        struct addrinfo *next = list->ai_next;
        free(list->ai_canonname);
        free(list);
        list = next;
    }
}

int getnameinfo(const struct sockaddr *restrict a, socklen_t length, char *restrict host, socklen_t host_size, char *restrict serv, socklen_t serv_size, int flags)
{
    const struct sockaddr_in *in = (const struct sockaddr_in *)a;
    if (a->sa_family != AF_INET || length < sizeof *in)
        return EAI_FAMILY;
    if (host && host_size > 0) {
        struct in_addr address = in->sin_addr;
        int named = !(flags & NI_NUMERICHOST) && hosts(NULL, &address, host, host_size);
        if (!named && (flags & NI_NAMEREQD))
            return EAI_NONAME;
        if (!named && inet_ntop(AF_INET, &in->sin_addr, host, host_size) == NULL)
            return EAI_OVERFLOW;
    }
    if (serv && serv_size > 0) {
        struct servent *s = flags & NI_NUMERICSERV ? NULL : getservbyport(in->sin_port, flags & NI_DGRAM ? "udp" : "tcp");
        if (s)
            snprintf(serv, serv_size, "%s", s->s_name);
        else
            snprintf(serv, serv_size, "%d", ntohs(in->sin_port));
    }
    return 0;
}

const char *gai_strerror(int n)
{
    switch (n) {
    case EAI_BADFLAGS: return "Bad value for ai_flags";
    case EAI_NONAME: return "Name or service not known";
    case EAI_AGAIN: return "Temporary failure in name resolution";
    case EAI_FAIL: return "Non-recoverable failure in name resolution";
    case EAI_FAMILY: return "ai_family not supported";
    case EAI_SOCKTYPE: return "ai_socktype not supported";
    case EAI_SERVICE: return "Servname not supported for ai_socktype";
    case EAI_MEMORY: return "Memory allocation failure";
    case EAI_SYSTEM: return "System error";
    case EAI_OVERFLOW: return "Argument buffer overflow";
    }
    return "Unknown error";
}

const char *hstrerror(int n)
{
    switch (n) {
    case 0: return "Resolver Error 0 (no error)";
    case HOST_NOT_FOUND: return "Unknown host";
    case TRY_AGAIN: return "Host name lookup failure";
    case NO_RECOVERY: return "Unknown server error";
    case NO_DATA: return "No address associated with name";
    }
    return "Unknown resolver error";
}

void herror(const char *prefix)
{
    fprintf(stderr, "%s%s%s\n", prefix ? prefix : "", prefix ? ": " : "", hstrerror(h_errno));
}
