/* Blocking signals and waiting for them. */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include "internal/libc.h"
#include "internal/syscall.h"

int sigprocmask(int how, const sigset_t *restrict to, sigset_t *restrict old)
{
    return __result(__syscall4(SYS_rt_sigprocmask, how, to, old, 8));
}

int pthread_sigmask(int how, const sigset_t *restrict to, sigset_t *restrict old)
{
    return (int)-__syscall4(SYS_rt_sigprocmask, how, to, old, 8);
}

int sigpending(sigset_t *to)
{
    return __result(__syscall2(SYS_rt_sigpending, to, 8));
}

int sigsuspend(const sigset_t *mask)
{
    return __result(__POINT(__syscall2(SYS_rt_sigsuspend, mask, 8)));
}

int sigpause(int n)
{
    sigset_t now;
    sigprocmask(SIG_BLOCK, NULL, &now);
    sigdelset(&now, n);
    return sigsuspend(&now);
}

int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info, const struct timespec *restrict limit)
{
    struct __timespec64 t = { 0, 0, 0 };
    if (limit) {
        t.sec = limit->tv_sec;
        t.nsec = limit->tv_nsec;
    }
    return __result(__POINT(__syscall4(SYS_rt_sigtimedwait_time64, set, info, limit ? &t : 0, 8)));
}

int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info)
{
    return sigtimedwait(set, info, NULL);
}

int sigwait(const sigset_t *restrict set, int *restrict to)
{
    long n;
    do
        n = __syscall4(SYS_rt_sigtimedwait_time64, set, 0, 0, 8);
    while (n == -EINTR);
    if (n < 0)
        return (int)-n;
    *to = (int)n;
    return 0;
}

int sigaltstack(const stack_t *restrict to, stack_t *restrict old)
{
    return __result(__syscall2(SYS_sigaltstack, to, old));
}
