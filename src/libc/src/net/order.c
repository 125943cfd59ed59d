/* Network byte order is big-endian, RISC-V is little-endian. */
#include <endian.h>
#include <netinet/in.h>

uint16_t htons(uint16_t v) { return __bswap16(v); }
uint16_t ntohs(uint16_t v) { return __bswap16(v); }
uint32_t htonl(uint32_t v) { return __bswap32(v); }
uint32_t ntohl(uint32_t v) { return __bswap32(v); }
