/* What the name lookups share. */
#ifndef _INTERNAL_NETDB_H
#define _INTERNAL_NETDB_H
#include <netdb.h>
#define __HOSTS_MAX 16
struct __host_address { int family; unsigned char bytes[16]; };
/* Addresses of a name from /etc/hosts (and localhost even without the file); the official name goes to `canonical`. */
int __hosts_by_name(const char *name, int family, struct __host_address *out, char *canonical, size_t size);
/* The first name of an address, 0 when there is none. */
int __hosts_by_address(int family, const void *bytes, char *name, size_t size);
struct __service { const char *name; unsigned short port; unsigned char tcp, udp; };
const struct __service *__service_by_name(const char *name, const char *protocol);
const struct __service *__service_by_port(int port, const char *protocol);
#endif
