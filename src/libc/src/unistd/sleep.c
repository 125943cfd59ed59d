/* Sleeping and waiting for signals. */
#include <errno.h>
#include <time.h>
#include <unistd.h>
#include "internal/libc.h"
#include "internal/syscall.h"

static long doze(int clock, int flags, long long sec, long nsec, struct __timespec64 *left)
{
    struct __timespec64 t = { sec, nsec, 0 };
    return __POINT(__syscall4(SYS_clock_nanosleep_time64, clock, flags, &t, left));
}

int nanosleep(const struct timespec *t, struct timespec *left)
{
    struct __timespec64 rest = { 0, 0, 0 };
    long r = doze(0, 0, t->tv_sec, t->tv_nsec, &rest);
    if (r == -EINTR && left) {
        left->tv_sec = (time_t)rest.sec;
        left->tv_nsec = rest.nsec;
    }
    return __result(r);
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *t, struct timespec *left)
{
    struct __timespec64 rest = { 0, 0, 0 };
    long r = doze(clock, flags, t->tv_sec, t->tv_nsec, &rest);
    if (r == -EINTR && left && !flags) {
        left->tv_sec = (time_t)rest.sec;
        left->tv_nsec = rest.nsec;
    }
    return (int)-r;
}

unsigned sleep(unsigned seconds)
{
    struct __timespec64 rest = { 0, 0, 0 };
    if (doze(0, 0, seconds, 0, &rest) < 0)
        return (unsigned)rest.sec + (rest.nsec >= 500000000);
    return 0;
}

int usleep(useconds_t microseconds)
{
    return __result(doze(0, 0, microseconds / 1000000, (long)(microseconds % 1000000) * 1000, 0));
}

int pause(void)
{
    unsigned long mask[2] = { 0, 0 };
    __syscall4(SYS_rt_sigprocmask, 0, 0, mask, 8);
    return __result(__POINT(__syscall2(SYS_rt_sigsuspend, mask, 8)));
}
