/* Internet addresses between text and bytes, and byte order. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static void v6(const char *text)
{
    struct in6_addr a;
    char out[INET6_ADDRSTRLEN];
    int ok = inet_pton(AF_INET6, text, &a);
    printf("%s -> %s\n", text, ok == 1 ? inet_ntop(AF_INET6, &a, out, sizeof out) : "no");
}

static void v4(const char *text)
{
    struct in_addr a;
    int loose = inet_aton(text, &a);
    printf("%s: aton %d %s", text, loose != 0, loose ? inet_ntoa(a) : "-");
    printf(", pton %d\n", inet_pton(AF_INET, text, &a));
}

int main(void)
{
    const char *four[] = { "127.0.0.1", "255.255.255.255", "1.2.3", "1.2", "16909060", "0x7f.1", "010.0.0.1", "256.1.1.1", "1.2.3.4.5", "1.2.3.", "", "a.b.c.d", "1.2.3.4 " };
    for (unsigned i = 0; i < sizeof four / sizeof *four; i++)
        v4(four[i]);
    const char *six[] = { "::", "::1", "2001:db8::1", "2001:DB8:0:0:8:800:200C:417A", "1:0:0:2:0:0:0:3", "::ffff:192.0.2.1", "::1.2.3.4", "fe80::1:2:3:4", "1::2::3", "1:2:3", "12345::", ":::", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::", "0:0:1::" };
    for (unsigned i = 0; i < sizeof six / sizeof *six; i++)
        v6(six[i]);
    char small[8];
    struct in_addr a = { htonl(0x01020304) };
    printf("%s %d\n", inet_ntoa(a), inet_ntop(AF_INET, &a, small, 4) == NULL && errno == ENOSPC);
    printf("%x %x %x\n", htons(0x1234), htonl(0x12345678), ntohl(htonl(77)));
    printf("%d %d\n", inet_addr("1.2.3.4") == htonl(0x01020304), inet_addr("no") == INADDR_NONE);
    printf("family %d\n", inet_pton(77, "1", &a) < 0 && errno == EAFNOSUPPORT);
    return 0;
}
