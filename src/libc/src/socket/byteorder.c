/* Network byte order is big-endian, the machine's little-endian. */
#include <netinet/in.h>

const struct in6_addr in6addr_any = IN6ADDR_ANY_INIT;
const struct in6_addr in6addr_loopback = IN6ADDR_LOOPBACK_INIT;

uint16_t htons(uint16_t x)
{
    return (uint16_t)(x << 8 | x >> 8);
}

uint16_t ntohs(uint16_t x)
{
    return htons(x);
}

uint32_t htonl(uint32_t x)
{
    return x << 24 | (x & 0xff00) << 8 | (x >> 8 & 0xff00) | x >> 24;
}

uint32_t ntohl(uint32_t x)
{
    return htonl(x);
}
