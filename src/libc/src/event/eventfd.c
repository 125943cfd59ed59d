/* Descriptors for counters, signals and timers. */
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include "internal/syscall.h"

int eventfd(unsigned value, int flags)
{
    return (int)__result(__syscall2(SYS_eventfd2, value, flags));
}

int eventfd_read(int fd, eventfd_t *value)
{
    return read(fd, value, sizeof *value) == (ssize_t)sizeof *value ? 0 : -1;
}

int eventfd_write(int fd, eventfd_t value)
{
    return write(fd, &value, sizeof value) == (ssize_t)sizeof value ? 0 : -1;
}

int signalfd(int fd, const sigset_t *mask, int flags)
{
    return (int)__result(__syscall4(SYS_signalfd4, fd, mask, 8, flags));
}

int timerfd_create(int clock, int flags)
{
    return (int)__result(__syscall2(SYS_timerfd_create, clock, flags));
}

static void narrow(struct itimerspec *to, const struct __timespec64 *from)
{
    to->it_interval.tv_sec = (time_t)from[0].sec;
    to->it_interval.tv_nsec = from[0].nsec;
    to->it_value.tv_sec = (time_t)from[1].sec;
    to->it_value.tv_nsec = from[1].nsec;
}

int timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old)
{
    struct __timespec64 set[2] = { { new->it_interval.tv_sec, new->it_interval.tv_nsec, 0 }, { new->it_value.tv_sec, new->it_value.tv_nsec, 0 } };
    struct __timespec64 was[2];
    int r = (int)__result(__syscall4(SYS_timerfd_settime64, fd, flags, set, was));
    if (r == 0 && old)
        narrow(old, was);
    return r;
}

int timerfd_gettime(int fd, struct itimerspec *now)
{
    struct __timespec64 t[2];
    int r = (int)__result(__syscall2(SYS_timerfd_gettime64, fd, t));
    if (r == 0)
        narrow(now, t);
    return r;
}
