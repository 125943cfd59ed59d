/* <netinet/udp.h>: the UDP header. */
#ifndef _NETINET_UDP_H
#define _NETINET_UDP_H
#include <stdint.h>
#define SOL_UDP 17
struct udphdr { uint16_t source, dest, len, check; };
#endif
