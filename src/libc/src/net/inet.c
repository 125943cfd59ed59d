/* Internet addresses as text. */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct in6_addr in6addr_any = IN6ADDR_ANY_INIT, in6addr_loopback = IN6ADDR_LOOPBACK_INIT;

/* One to four parts, decimal, octal or hexadecimal; the last fills what is left. */
int inet_aton(const char *s, struct in_addr *to)
{
    unsigned long part[4];
    int n = 0;
    for (;;) {
        char *end;
        if (!isdigit((unsigned char)*s) || n == 4)
            return 0;
        part[n++] = strtoul(s, &end, 0);
        s = end;
        if (*s != '.')
            break;
        s++;
    }
    if (*s && !isspace((unsigned char)*s))
        return 0;
    unsigned long value = 0;
    for (int i = 0; i < n - 1; i++) {
        if (part[i] > 255)
            return 0;
        value |= part[i] << (24 - 8 * i);
    }
    if (n > 1 && part[n - 1] >> (8 * (5 - n)))
        return 0;
    to->s_addr = htonl((uint32_t)(value | part[n - 1]));
    return 1;
}

in_addr_t inet_addr(const char *s)
{
    struct in_addr a;
    return inet_aton(s, &a) ? a.s_addr : INADDR_NONE;
}

in_addr_t inet_network(const char *s)
{
    return ntohl(inet_addr(s));
}

char *inet_ntoa(struct in_addr a)
{
    static char text[INET_ADDRSTRLEN];
    return (char *)inet_ntop(AF_INET, &a, text, sizeof text);
}

static void text6(const unsigned char *a, char *to)
{
    unsigned group[8];
    int best = -1, best_length = 1;
    for (int i = 0; i < 8; i++)
        group[i] = (unsigned)a[2 * i] << 8 | a[2 * i + 1];
    for (int i = 0; i < 8; i++) {
        int n = 0;
        while (i + n < 8 && group[i + n] == 0)
            n++;
        if (n > best_length) {
            best = i;
            best_length = n;
        }
    }
    int v4 = best == 0 && (best_length == 6 || (best_length == 5 && group[5] == 0xffff));
    for (int i = 0; i < 8;) {
        if (i == best) {
            to += sprintf(to, i == 0 ? "::" : ":");
            i += best_length;
            continue;
        }
        if (v4 && i == 6) {
            to += sprintf(to, "%d.%d.%d.%d", a[12], a[13], a[14], a[15]);
            break;
        }
        to += sprintf(to, i == 7 ? "%x" : "%x:", group[i]);
        i++;
    }
}

const char *inet_ntop(int family, const void *restrict from, char *restrict to, socklen_t n)
{
    const unsigned char *a = from;
    char text[INET6_ADDRSTRLEN];
    if (family == AF_INET)
        sprintf(text, "%d.%d.%d.%d", a[0], a[1], a[2], a[3]);
    else if (family == AF_INET6)
        text6(a, text);
    else {
        errno = EAFNOSUPPORT;
        return NULL;
    }
    if (strlen(text) >= n) {
        errno = ENOSPC;
        return NULL;
    }
    return strcpy(to, text);
}

static int parse4(const char *s, unsigned char *to)
{
    for (int i = 0; i < 4; i++) {
        unsigned v = 0;
        int n = 0;
        for (; isdigit((unsigned char)*s); s++, n++)
            v = v * 10 + (unsigned)(*s - '0');
        if (n == 0 || n > 3 || v > 255 || (n > 1 && s[-n] == '0') || *s != (i < 3 ? '.' : 0))
            return 0;
        to[i] = (unsigned char)v;
        s++;
    }
    return 1;
}

static int parse6(const char *s, unsigned char *to)
{
    unsigned char a[16];
    int n = 0, gap = -1;
    if (*s == ':' && *++s != ':')
        return 0;
    while (*s) {
        if (*s == ':') {
            if (gap >= 0)
                return 0;
            gap = n;
            s++;
            continue;
        }
        if (n <= 12 && strchr(s, '.') && !strchr(s, ':')) {
            if (!parse4(s, a + n))
                return 0;
            n += 4;
            break;
        }
        char *end;
        unsigned long v = isxdigit((unsigned char)*s) ? strtoul(s, &end, 16) : 0x10000;
        if (v > 0xffff || end - s > 4 || n == 16)
            return 0;
        a[n++] = (unsigned char)(v >> 8);
        a[n++] = (unsigned char)v;
        s = end;
        if (*s == ':' && (s[1] == 0 || ++s == NULL))
            return 0;
        else if (*s && s[-1] != ':')
            return 0;
    }
    if (gap < 0 ? n != 16 : n >= 16)
        return 0;
    memset(to, 0, 16);
    if (gap < 0)
        gap = n;
    memcpy(to, a, (size_t)gap);
    memcpy(to + 16 - (n - gap), a + gap, (size_t)(n - gap));
    return 1;
}

int inet_pton(int family, const char *restrict s, void *restrict to)
{
    if (family == AF_INET) {
        unsigned char a[4];
        int r = parse4(s, a);
        if (r)
            memcpy(to, a, 4);
        return r;
    }
    if (family == AF_INET6)
        return parse6(s, to);
    errno = EAFNOSUPPORT;
    return -1;
}
