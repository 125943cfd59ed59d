/* Sockets: one kernel call each. */
#include <sys/socket.h>
#include <sys/un.h>
#include "internal/syscall.h"
#include "internal/libc.h"

int socket(int family, int type, int protocol)
{
    return (int)__result(__syscall3(SYS_socket, family, type, protocol));
}

int socketpair(int family, int type, int protocol, int pair[2])
{
    return (int)__result(__syscall4(SYS_socketpair, family, type, protocol, pair));
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
    return (int)__result(__syscall3(SYS_bind, fd, address, size));
}

int listen(int fd, int backlog)
{
    return (int)__result(__syscall2(SYS_listen, fd, backlog));
}

int accept(int fd, struct sockaddr *restrict address, socklen_t *restrict size)
{
    return (int)__result(__POINT(__syscall3(SYS_accept, fd, address, size)));
}

int accept4(int fd, struct sockaddr *restrict address, socklen_t *restrict size, int flags)
{
    return (int)__result(__POINT(__syscall4(SYS_accept4, fd, address, size, flags)));
}

int connect(int fd, const struct sockaddr *address, socklen_t size)
{
    return (int)__result(__POINT(__syscall3(SYS_connect, fd, address, size)));
}

int shutdown(int fd, int how)
{
    return (int)__result(__syscall2(SYS_shutdown, fd, how));
}

int getsockname(int fd, struct sockaddr *restrict address, socklen_t *restrict size)
{
    return (int)__result(__syscall3(SYS_getsockname, fd, address, size));
}

int getpeername(int fd, struct sockaddr *restrict address, socklen_t *restrict size)
{
    return (int)__result(__syscall3(SYS_getpeername, fd, address, size));
}

int getsockopt(int fd, int level, int option, void *restrict value, socklen_t *restrict size)
{
    return (int)__result(__syscall5(SYS_getsockopt, fd, level, option, value, size));
}

int setsockopt(int fd, int level, int option, const void *value, socklen_t size)
{
    return (int)__result(__syscall5(SYS_setsockopt, fd, level, option, value, size));
}

ssize_t sendto(int fd, const void *from, size_t bytes, int flags, const struct sockaddr *address, socklen_t size)
{
    return __result(__POINT(__syscall6(SYS_sendto, fd, from, bytes, flags, address, size)));
}

ssize_t recvfrom(int fd, void *restrict to, size_t bytes, int flags, struct sockaddr *restrict address, socklen_t *restrict size)
{
    return __result(__POINT(__syscall6(SYS_recvfrom, fd, to, bytes, flags, address, size)));
}

ssize_t send(int fd, const void *from, size_t bytes, int flags)
{
    return sendto(fd, from, bytes, flags, 0, 0);
}

ssize_t recv(int fd, void *to, size_t bytes, int flags)
{
    return recvfrom(fd, to, bytes, flags, 0, 0);
}

ssize_t sendmsg(int fd, const struct msghdr *m, int flags)
{
    return __result(__POINT(__syscall3(SYS_sendmsg, fd, m, flags)));
}

ssize_t recvmsg(int fd, struct msghdr *m, int flags)
{
    return __result(__POINT(__syscall3(SYS_recvmsg, fd, m, flags)));
}

/* The control message after c, or NULL when the buffer ends. */
struct cmsghdr *__cmsg_next(struct msghdr *m, struct cmsghdr *c)
{
    size_t end = (size_t)m->msg_control + m->msg_controllen;
    if (c->cmsg_len < sizeof *c || CMSG_ALIGN(c->cmsg_len) > end - (size_t)c)
        return 0;
    size_t next = (size_t)c + CMSG_ALIGN(c->cmsg_len);
    if (end - next < sizeof *c)
        return 0;
    return (struct cmsghdr *)next;
}

int sockatmark(int fd)
{
    int mark;
    return __result(__syscall3(SYS_ioctl, fd, 0x8905, &mark)) < 0 ? -1 : mark;
}

size_t __sun_length(const char *path)
{
    size_t n = 0;
    while (path[n])
        n++;
    return n;
}
