/* Waiting on a word with an absolute deadline. */
#include <errno.h>
#include "internal/thread.h"

int __tid(void)
{
    struct __tcb *self = __SELF;
    if (self->tid == 0)
        self->tid = (int)__syscall0(SYS_gettid);
    return self->tid;
}

int __wait_until(const int *address, int expected, clockid_t clock, const struct timespec *deadline, int shared)
{
    struct __timespec64 left = { 0, 0, 0 };
    if (deadline) {
        if ((unsigned long)deadline->tv_nsec >= 1000000000ul)
            return EINVAL;
        if (__syscall2(SYS_clock_gettime64, clock, &left) < 0)
            return EINVAL;
        left.sec = deadline->tv_sec - left.sec;
        left.nsec = deadline->tv_nsec - left.nsec;
        if (left.nsec < 0) {
            left.nsec += 1000000000;
            left.sec--;
        }
        if (left.sec < 0)
            return ETIMEDOUT;
    }
    int r = (int)-__POINT(__futex_wait(address, expected, deadline ? &left : 0, shared));
    return r == ETIMEDOUT || r == EINTR ? r : 0;
}
