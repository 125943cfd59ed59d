/* <net/if.h>: network interfaces. */
#ifndef _NET_IF_H
#define _NET_IF_H
#define IF_NAMESIZE 16
#define IFNAMSIZ 16
#endif
