/* Clocks. The kernel's times are 64 bits wide; ours are long. */
#include <errno.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include "internal/syscall.h"

int clock_gettime(clockid_t clock, struct timespec *to)
{
    struct __timespec64 t;
    long r = __result(__syscall2(SYS_clock_gettime64, clock, &t));
    if (r < 0)
        return -1;
    to->tv_sec = (time_t)t.sec;
    to->tv_nsec = t.nsec;
    return 0;
}

int clock_getres(clockid_t clock, struct timespec *to)
{
    struct __timespec64 t;
    long r = __result(__syscall2(SYS_clock_getres_time64, clock, &t));
    if (r == 0 && to) {
        to->tv_sec = (time_t)t.sec;
        to->tv_nsec = t.nsec;
    }
    return r;
}

int clock_settime(clockid_t clock, const struct timespec *from)
{
    struct __timespec64 t = { from->tv_sec, from->tv_nsec, 0 };
    return __result(__syscall2(SYS_clock_settime64, clock, &t));
}

int gettimeofday(struct timeval *restrict to, void *restrict zone)
{
    struct timespec t;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &t) < 0)
        return -1;
    to->tv_sec = t.tv_sec;
    to->tv_usec = t.tv_nsec / 1000;
    return 0;
}

int settimeofday(const struct timeval *from, const struct timezone *zone)
{
    struct timespec t = { from->tv_sec, from->tv_usec * 1000 };
    (void)zone;
    return clock_settime(CLOCK_REALTIME, &t);
}

time_t time(time_t *to)
{
    struct timespec t = { -1, 0 };
    clock_gettime(CLOCK_REALTIME, &t);
    if (to)
        *to = t.tv_sec;
    return t.tv_sec;
}

int timespec_get(struct timespec *to, int base)
{
    return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, to) == 0 ? base : 0;
}

clock_t clock(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) < 0)
        return -1;
    return t.tv_sec * CLOCKS_PER_SEC + t.tv_nsec / 1000;
}

double difftime(time_t a, time_t b)
{
    return (double)a - (double)b;
}

clock_t times(struct tms *to)
{
    return __result(__syscall1(SYS_times, to));
}
