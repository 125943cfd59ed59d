/* Sockets. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>
#include "internal/libc.h"

int socket(int domain, int type, int protocol) { return __result(__syscall3(SYS_socket, domain, type, protocol)); }
int socketpair(int domain, int type, int protocol, int to[2]) { return __result(__syscall4(SYS_socketpair, domain, type, protocol, to)); }
int bind(int fd, const struct sockaddr *a, socklen_t n) { return __result(__syscall3(SYS_bind, fd, a, n)); }
int listen(int fd, int backlog) { return __result(__syscall2(SYS_listen, fd, backlog)); }
int accept(int fd, struct sockaddr *restrict a, socklen_t *restrict n) { return __result(__POINT(__syscall3(SYS_accept, fd, a, n))); }
int accept4(int fd, struct sockaddr *restrict a, socklen_t *restrict n, int flags) { return __result(__POINT(__syscall4(SYS_accept4, fd, a, n, flags))); }
int connect(int fd, const struct sockaddr *a, socklen_t n) { return __result(__POINT(__syscall3(SYS_connect, fd, a, n))); }
int getsockname(int fd, struct sockaddr *restrict a, socklen_t *restrict n) { return __result(__syscall3(SYS_getsockname, fd, a, n)); }
int getpeername(int fd, struct sockaddr *restrict a, socklen_t *restrict n) { return __result(__syscall3(SYS_getpeername, fd, a, n)); }
int shutdown(int fd, int how) { return __result(__syscall2(SYS_shutdown, fd, how)); }
ssize_t sendmsg(int fd, const struct msghdr *m, int flags) { return __result(__POINT(__syscall3(SYS_sendmsg, fd, m, flags))); }
ssize_t recvmsg(int fd, struct msghdr *m, int flags) { return __result(__POINT(__syscall3(SYS_recvmsg, fd, m, flags))); }

ssize_t sendto(int fd, const void *from, size_t n, int flags, const struct sockaddr *a, socklen_t length)
{
    return __result(__POINT(__syscall6(SYS_sendto, fd, from, n, flags, a, length)));
}

ssize_t recvfrom(int fd, void *restrict to, size_t n, int flags, struct sockaddr *restrict a, socklen_t *restrict length)
{
    return __result(__POINT(__syscall6(SYS_recvfrom, fd, to, n, flags, a, length)));
}

ssize_t send(int fd, const void *from, size_t n, int flags) { return sendto(fd, from, n, flags, NULL, 0); }
ssize_t recv(int fd, void *to, size_t n, int flags) { return recvfrom(fd, to, n, flags, NULL, NULL); }

/* Timeouts are two 64-bit numbers for the kernel. */
int setsockopt(int fd, int level, int name, const void *value, socklen_t n)
{
    if (level == SOL_SOCKET && (name == SO_RCVTIMEO || name == SO_SNDTIMEO) && n == sizeof(struct timeval)) {
        const struct timeval *t = value;
        long long wide[2] = { t->tv_sec, t->tv_usec };
        return __result(__syscall5(SYS_setsockopt, fd, level, name, wide, sizeof wide));
    }
    return __result(__syscall5(SYS_setsockopt, fd, level, name, value, n));
}

int getsockopt(int fd, int level, int name, void *restrict to, socklen_t *restrict n)
{
    if (level == SOL_SOCKET && (name == SO_RCVTIMEO || name == SO_SNDTIMEO) && *n == sizeof(struct timeval)) {
        struct timeval *t = to;
        long long wide[2];
        socklen_t size = sizeof wide;
        long r = __result(__syscall5(SYS_getsockopt, fd, level, name, wide, &size));
        if (r == 0) {
            t->tv_sec = (time_t)wide[0];
            t->tv_usec = (suseconds_t)wide[1];
        }
        return r;
    }
    return __result(__syscall5(SYS_getsockopt, fd, level, name, to, n));
}

struct cmsghdr *__cmsg_next(struct msghdr *m, struct cmsghdr *c)
{
    char *end = (char *)m->msg_control + m->msg_controllen, *next = (char *)c + CMSG_ALIGN(c->cmsg_len);
    if (c->cmsg_len < sizeof *c || next > end || (size_t)(end - next) < sizeof *c)
        return NULL;
    return (struct cmsghdr *)next;
}
