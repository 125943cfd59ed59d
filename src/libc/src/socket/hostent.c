/* The old lookups: static storage, one answer at a time. */
#include <arpa/inet.h>
#include <string.h>
#include "internal/netdb.h"

static struct hostent entry;
static char name_text[256];
static char *aliases[1], *list[__HOSTS_MAX + 1];
static unsigned char bytes[__HOSTS_MAX][16];

static struct hostent *answer(int family, int count)
{
    entry.h_name = name_text;
    entry.h_aliases = aliases;
    entry.h_addrtype = family;
    entry.h_length = family == AF_INET ? 4 : 16;
    entry.h_addr_list = list;
    for (int i = 0; i < count; i++)
        list[i] = (char *)bytes[i];
    list[count] = NULL;
    return &entry;
}

struct hostent *gethostbyname2(const char *name, int family)
{
    struct __host_address found[__HOSTS_MAX];
    struct in_addr four;
    if (family == AF_INET && inet_aton(name, &four)) {
        strncpy(name_text, name, sizeof name_text - 1);
        memcpy(bytes[0], &four, 4);
        return answer(family, 1);
    }
    int count = __hosts_by_name(name, family, found, name_text, sizeof name_text);
    if (count == 0) {
        h_errno = HOST_NOT_FOUND;
        return NULL;
    }
    for (int i = 0; i < count; i++)
        memcpy(bytes[i], found[i].bytes, 16);
    return answer(family, count);
}

struct hostent *gethostbyname(const char *name)
{
    return gethostbyname2(name, AF_INET);
}

struct hostent *gethostbyaddr(const void *address, socklen_t size, int family)
{
    if (size != (family == AF_INET ? 4u : 16u) || !__hosts_by_address(family, address, name_text, sizeof name_text)) {
        h_errno = HOST_NOT_FOUND;
        return NULL;
    }
    memcpy(bytes[0], address, size);
    return answer(family, 1);
}
