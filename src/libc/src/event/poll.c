/* select and poll, on the kernel's calls with 64-bit times. select leaves the time that was left, as Linux does. */
#include <poll.h>
#include <string.h>
#include <sys/select.h>
#include "internal/syscall.h"
#include "internal/libc.h"

int poll(struct pollfd *p, nfds_t count, int milliseconds)
{
    struct __timespec64 t = { milliseconds / 1000, milliseconds % 1000 * 1000000L, 0 };
    __CANCEL_POINT();
    return (int)__result(__syscall5(SYS_ppoll_time64, p, count, milliseconds < 0 ? 0 : &t, 0, 8));
}

int ppoll(struct pollfd *p, nfds_t count, const struct timespec *span, const sigset_t *mask)
{
    struct __timespec64 t = { span ? span->tv_sec : 0, span ? span->tv_nsec : 0, 0 };
    __CANCEL_POINT();
    return (int)__result(__syscall5(SYS_ppoll_time64, p, count, span ? &t : 0, mask, 8));
}

void __fd_zero(fd_set *s)
{
    memset(s, 0, sizeof *s);
}

int select(int n, fd_set *restrict r, fd_set *restrict w, fd_set *restrict x, struct timeval *restrict left)
{
    struct __timespec64 t = { 0, 0, 0 };
    if (left) {
        if (left->tv_sec < 0 || left->tv_usec < 0)
            return (int)__result(-22);
        t.sec = (long long)left->tv_sec + left->tv_usec / 1000000;
        t.nsec = left->tv_usec % 1000000 * 1000;
    }
    __CANCEL_POINT();
    int ready = (int)__result(__syscall6(SYS_pselect6_time64, n, r, w, x, left ? &t : 0, 0));
    if (left) {
        left->tv_sec = (time_t)t.sec;
        left->tv_usec = t.nsec / 1000;
    }
    return ready;
}

int pselect(int n, fd_set *restrict r, fd_set *restrict w, fd_set *restrict x, const struct timespec *restrict span, const sigset_t *restrict mask)
{
    struct __timespec64 t = { span ? span->tv_sec : 0, span ? span->tv_nsec : 0, 0 };
    unsigned long with[2] = { (unsigned long)mask, 8 };
    __CANCEL_POINT();
    return (int)__result(__syscall6(SYS_pselect6_time64, n, r, w, x, span ? &t : 0, with));
}
