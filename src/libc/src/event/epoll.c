/* epoll. */
#include <errno.h>
#include <sys/epoll.h>
#include "internal/syscall.h"
#include "internal/libc.h"

int epoll_create1(int flags)
{
    return (int)__result(__syscall1(SYS_epoll_create1, flags));
}

int epoll_create(int size)
{
    return size <= 0 ? (int)__result(-EINVAL) : epoll_create1(0);
}

int epoll_ctl(int ep, int operation, int fd, struct epoll_event *event)
{
    return (int)__result(__syscall4(SYS_epoll_ctl, ep, operation, fd, event));
}

int epoll_pwait(int ep, struct epoll_event *events, int count, int milliseconds, const sigset_t *mask)
{
    __CANCEL_POINT();
    return (int)__result(__syscall6(SYS_epoll_pwait, ep, events, count, milliseconds, mask, 8));
}

int epoll_wait(int ep, struct epoll_event *events, int count, int milliseconds)
{
    return epoll_pwait(ep, events, count, milliseconds, 0);
}
