/* <sys/un.h>: addresses of Unix-domain sockets. */
#ifndef _SYS_UN_H
#define _SYS_UN_H
#include <sys/socket.h>
struct sockaddr_un { sa_family_t sun_family; char sun_path[108]; };
#define SUN_LEN(a) ((size_t)__builtin_offsetof(struct sockaddr_un, sun_path) + __sun_length((a)->sun_path))
size_t __sun_length(const char *);
#endif
