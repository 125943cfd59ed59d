/* POSIX timers, on the kernel's. SIGEV_THREAD is not offered. */
#include <errno.h>
#include <signal.h>
#include <time.h>
#include "internal/syscall.h"

struct wide { struct { long long sec, nsec; } interval, value; };

int timer_create(clockid_t clock, struct sigevent *restrict event, timer_t *restrict to)
{
    int id;
    if (event && event->sigev_notify == SIGEV_THREAD) {
        errno = ENOSYS;
        return -1;
    }
    long r = __result(__syscall3(SYS_timer_create, clock, event, &id));
    if (r == 0)
        *to = (timer_t)id;
    return r;
}

int timer_delete(timer_t t)
{
    return __result(__syscall1(SYS_timer_delete, t));
}

int timer_getoverrun(timer_t t)
{
    return __result(__syscall1(SYS_timer_getoverrun, t));
}

static void narrow(struct itimerspec *to, const struct wide *w)
{
    to->it_interval.tv_sec = (time_t)w->interval.sec;
    to->it_interval.tv_nsec = (long)w->interval.nsec;
    to->it_value.tv_sec = (time_t)w->value.sec;
    to->it_value.tv_nsec = (long)w->value.nsec;
}

int timer_settime(timer_t t, int flags, const struct itimerspec *restrict to, struct itimerspec *restrict old)
{
    struct wide w = { { to->it_interval.tv_sec, to->it_interval.tv_nsec }, { to->it_value.tv_sec, to->it_value.tv_nsec } }, was;
    long r = __result(__syscall4(SYS_timer_settime64, t, flags, &w, &was));
    if (r == 0 && old)
        narrow(old, &was);
    return r;
}

int timer_gettime(timer_t t, struct itimerspec *to)
{
    struct wide w;
    long r = __result(__syscall2(SYS_timer_gettime64, t, &w));
    if (r == 0)
        narrow(to, &w);
    return r;
}
