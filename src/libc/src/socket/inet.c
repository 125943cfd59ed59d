/* Internet addresses from and to text. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* One number of the old notation: decimal, 0 octal, 0x hexadecimal. Returns the text behind it, or NULL. */
static const char *number(const char *p, unsigned long *value)
{
    unsigned base = 10, digits = 0;
    unsigned long long v = 0;
    if (*p == '0') {
        base = 8;
        digits = 1;
        p++;
        if (*p == 'x' || *p == 'X') {
            base = 16;
            digits = 0;
            p++;
        }
    }
    for (;; p++, digits++) {
        unsigned d = *p >= '0' && *p <= '9' ? (unsigned)(*p - '0') : (*p | 32) >= 'a' && (*p | 32) <= 'f' ? (unsigned)((*p | 32) - 'a' + 10) : 99;
        if (d >= base)
            break;
        v = v * base + d;
        if (v > 0xffffffff)
            return NULL;
    }
    *value = (unsigned long)v;
    return digits ? p : NULL;
}

/* One to four numbers; the last one fills the bytes that are left. */
int inet_aton(const char *text, struct in_addr *to)
{
    unsigned long part[4], address = 0;
    int n = 0;
    for (;;) {
        text = number(text, &part[n]);
        if (text == NULL)
            return 0;
        n++;
        if (*text != '.' || n == 4)
            break;
        text++;
    }
    if (*text != 0 && *text != ' ' && *text != '\t' && *text != '\n')
        return 0;
    for (int i = 0; i < n - 1; i++) {
        if (part[i] > 255)
            return 0;
        address |= part[i] << (24 - 8 * i);
    }
    if (n > 1 && part[n - 1] >> (8 * (5 - n)))
        return 0;
    if (to)
        to->s_addr = htonl((uint32_t)(address | part[n - 1]));
    return 1;
}

in_addr_t inet_addr(const char *text)
{
    struct in_addr a;
    return inet_aton(text, &a) ? a.s_addr : INADDR_NONE;
}

in_addr_t inet_network(const char *text)
{
    struct in_addr a;
    return inet_aton(text, &a) ? ntohl(a.s_addr) : INADDR_NONE;
}

static int v4_to_text(const unsigned char *b, char *to)
{
    return sprintf(to, "%u.%u.%u.%u", b[0], b[1], b[2], b[3]);
}

char *inet_ntoa(struct in_addr a)
{
    static _Thread_local char text[INET_ADDRSTRLEN];
    v4_to_text((const unsigned char *)&a, text);
    return text;
}

/* The longest run of two or more zero groups becomes "::"; the first one when there are several. */
static void v6_to_text(const unsigned char *b, char *to)
{
    unsigned group[8];
    int best = -1, length = 1;
    for (int i = 0; i < 8; i++)
        group[i] = (unsigned)b[2 * i] << 8 | b[2 * i + 1];
    for (int i = 0; i < 8; i++) {
        int n = 0;
        while (i + n < 8 && group[i + n] == 0)
            n++;
        if (n > length) {
            best = i;
            length = n;
        }
    }
    int end = 8;
    if (best == 0 && (length == 6 || (length == 5 && group[5] == 0xffff)))
        end = 6;
    for (int i = 0; i < end;) {
        if (i == best) {
            to = strcpy(to, i + length >= end && end == 8 ? "::" : ":") + (i + length >= end && end == 8 ? 2 : 1);
            i += length;
            if (i >= end && end == 6)
                to = strcpy(to, ":") + 1;
            continue;
        }
        to += sprintf(to, "%s%x", i ? ":" : "", group[i]);
        i++;
        if (i == end && end == 6)
            to = strcpy(to, ":") + 1;
    }
    if (end == 6)
        v4_to_text(b + 12, to);
}

const char *inet_ntop(int family, const void *restrict from, char *restrict to, socklen_t size)
{
    char text[64];
    if (family == AF_INET)
        v4_to_text(from, text);
    else if (family == AF_INET6)
        v6_to_text(from, text);
    else {
        errno = EAFNOSUPPORT;
        return NULL;
    }
    if (strlen(text) >= size) {
        errno = ENOSPC;
        return NULL;
    }
    return strcpy(to, text);
}

/* Strict dotted decimal: four numbers of up to three digits, no leading zero. */
static int v4_from_text(const char *p, unsigned char *to)
{
    for (int i = 0; i < 4; i++) {
        unsigned v = 0;
        int n = 0;
        for (; *p >= '0' && *p <= '9'; p++, n++) {
            if (n > 0 && v == 0)
                return 0;
            v = v * 10 + (unsigned)(*p - '0');
            if (v > 255)
                return 0;
        }
        if (n == 0 || *p != (i < 3 ? '.' : 0))
            return 0;
        to[i] = (unsigned char)v;
        p++;
    }
    return 1;
}

static int v6_from_text(const char *p, unsigned char *to)
{
    unsigned char out[16];
    int used = 0, gap = -1;
    if (p[0] == ':' && *++p != ':')
        return 0;
    while (*p) {
        if (*p == ':') {
            if (gap >= 0)
                return 0;
            gap = used;
            p++;
            continue;
        }
        const char *start = p;
        unsigned v = 0;
        int n = 0;
        for (; n < 5; p++, n++) {
            unsigned d = *p >= '0' && *p <= '9' ? (unsigned)(*p - '0') : (*p | 32) >= 'a' && (*p | 32) <= 'f' ? (unsigned)((*p | 32) - 'a' + 10) : 16;
            if (d == 16)
                break;
            v = v << 4 | d;
        }
        if (*p == '.' && used <= 12 && v4_from_text(start, out + used)) {
            used += 4;
            p += strlen(p);
            break;
        }
        if (n == 0 || n > 4 || used > 14)
            return 0;
        out[used++] = (unsigned char)(v >> 8);
        out[used++] = (unsigned char)v;
        if (*p == ':') {
            if (*++p == 0)
                return 0;
        } else if (*p)
            return 0;
    }
    if (gap >= 0 ? used > 14 : used != 16)
        return 0;
    memset(to, 0, 16);
    if (gap < 0)
        gap = used;
    memcpy(to, out, (size_t)gap);
    memcpy(to + 16 - (used - gap), out + gap, (size_t)(used - gap));
    return 1;
}

int inet_pton(int family, const char *restrict text, void *restrict to)
{
    unsigned char out[16];
    if (family != AF_INET && family != AF_INET6) {
        errno = EAFNOSUPPORT;
        return -1;
    }
    int ok = family == AF_INET ? v4_from_text(text, out) : v6_from_text(text, out);
    if (ok)
        memcpy(to, out, family == AF_INET ? 4 : 16);
    return ok;
}
