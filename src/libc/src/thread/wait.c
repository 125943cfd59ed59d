/* Waiting on a futex word until a moment: the kernel takes a span, POSIX speaks of a point in time. */
#include <errno.h>
#include "internal/thread.h"

int __own_tid(void)
{
    struct __tcb *self = __SELF;
    if (self->tid == 0)
        self->tid = (int)__syscall0(SYS_gettid);
    return self->tid;
}

int __wait_until(const int *address, int expected, int clock, const struct timespec *until, int shared)
{
    struct __timespec64 left, *span = 0;
    if (until) {
        struct __timespec64 now;
        if (until->tv_nsec < 0 || until->tv_nsec >= 1000000000)
            return EINVAL;
        long failed = __syscall2(SYS_clock_gettime64, clock, &now);
        if (failed < 0)
            return (int)-failed;
        left.sec = until->tv_sec - now.sec;
        left.nsec = until->tv_nsec - now.nsec;
        left.pad = 0;
        if (left.nsec < 0) {
            left.nsec += 1000000000;
            left.sec--;
        }
        if (left.sec < 0)
            return ETIMEDOUT;
        span = &left;
    }
    long r = __futex_wait(address, expected, span, shared);
    return r == -ETIMEDOUT || r == -EINTR || r == -EINVAL ? (int)-r : 0;
}
