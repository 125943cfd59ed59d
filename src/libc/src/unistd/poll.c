/* Waiting on many descriptors. */
#define _GNU_SOURCE
#include <poll.h>
#include <string.h>
#include <sys/select.h>
#include "internal/libc.h"

void __fd_zero(fd_set *s)
{
    memset(s, 0, sizeof *s);
}

int ppoll(struct pollfd *list, nfds_t n, const struct timespec *limit, const sigset_t *mask)
{
    struct __timespec64 t = { 0, 0, 0 };
    if (limit) {
        t.sec = limit->tv_sec;
        t.nsec = limit->tv_nsec;
    }
    return __result(__POINT(__syscall5(SYS_ppoll_time64, list, n, limit ? &t : 0, mask, 8)));
}

int poll(struct pollfd *list, nfds_t n, int milliseconds)
{
    struct timespec t = { milliseconds / 1000, milliseconds % 1000 * 1000000L };
    return ppoll(list, n, milliseconds < 0 ? NULL : &t, NULL);
}

int pselect(int n, fd_set *restrict r, fd_set *restrict w, fd_set *restrict e, const struct timespec *restrict limit, const sigset_t *restrict mask)
{
    struct __timespec64 t = { 0, 0, 0 };
    struct { const sigset_t *mask; size_t size; } packed = { mask, 8 };
    if (limit) {
        t.sec = limit->tv_sec;
        t.nsec = limit->tv_nsec;
    }
    return __result(__POINT(__syscall6(SYS_pselect6_time64, n, r, w, e, limit ? &t : 0, &packed)));
}

/* As on Linux, the time that was left is stored back. */
int select(int n, fd_set *restrict r, fd_set *restrict w, fd_set *restrict e, struct timeval *restrict limit)
{
    struct __timespec64 t = { 0, 0, 0 };
    struct { const sigset_t *mask; size_t size; } packed = { NULL, 8 };
    if (limit) {
        t.sec = limit->tv_sec + limit->tv_usec / 1000000;
        t.nsec = limit->tv_usec % 1000000 * 1000;
    }
    long answer = __result(__POINT(__syscall6(SYS_pselect6_time64, n, r, w, e, limit ? &t : 0, &packed)));
    if (limit) {
        limit->tv_sec = (time_t)t.sec;
        limit->tv_usec = t.nsec / 1000;
    }
    return answer;
}
