/* Descriptors that stand for events. */
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include "internal/libc.h"

int epoll_create1(int flags) { return __result(__syscall1(SYS_epoll_create1, flags)); }
int epoll_create(int size) { return size <= 0 ? (int)__result(-22) : epoll_create1(0); }
int epoll_ctl(int fd, int op, int target, struct epoll_event *e) { return __result(__syscall4(SYS_epoll_ctl, fd, op, target, e)); }
int eventfd(unsigned value, int flags) { return __result(__syscall2(SYS_eventfd2, value, flags)); }
int eventfd_read(int fd, eventfd_t *to) { return read(fd, to, sizeof *to) == (ssize_t)sizeof *to ? 0 : -1; }
int eventfd_write(int fd, eventfd_t value) { return write(fd, &value, sizeof value) == (ssize_t)sizeof value ? 0 : -1; }
int signalfd(int fd, const sigset_t *s, int flags) { return __result(__syscall4(SYS_signalfd4, fd, s, 8, flags)); }
int timerfd_create(int clock, int flags) { return __result(__syscall2(SYS_timerfd_create, clock, flags)); }

int epoll_pwait(int fd, struct epoll_event *to, int n, int milliseconds, const sigset_t *mask)
{
    return __result(__POINT(__syscall6(SYS_epoll_pwait, fd, to, n, milliseconds, mask, 8)));
}

int epoll_wait(int fd, struct epoll_event *to, int n, int milliseconds)
{
    return epoll_pwait(fd, to, n, milliseconds, NULL);
}

struct wide { struct { long long sec, nsec; } interval, value; };

static void narrow(struct itimerspec *to, const struct wide *w)
{
    to->it_interval.tv_sec = (time_t)w->interval.sec;
    to->it_interval.tv_nsec = (long)w->interval.nsec;
    to->it_value.tv_sec = (time_t)w->value.sec;
    to->it_value.tv_nsec = (long)w->value.nsec;
}

int timerfd_settime(int fd, int flags, const struct itimerspec *to, struct itimerspec *old)
{
    struct wide w = { { to->it_interval.tv_sec, to->it_interval.tv_nsec }, { to->it_value.tv_sec, to->it_value.tv_nsec } }, was;
    long r = __result(__syscall4(SYS_timerfd_settime64, fd, flags, &w, &was));
    if (r == 0 && old)
        narrow(old, &was);
    return r;
}

int timerfd_gettime(int fd, struct itimerspec *to)
{
    struct wide w;
    long r = __result(__syscall2(SYS_timerfd_gettime64, fd, &w));
    if (r == 0)
        narrow(to, &w);
    return r;
}
