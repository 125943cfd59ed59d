/* Limits, usage, priorities. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>
#include "internal/syscall.h"

/* The kernel counts limits in 64 bits; what does not fit is shown as no limit. */
struct limit64 { unsigned long long now, most; };

static rlim_t narrow(unsigned long long v)
{
    return v >= RLIM_INFINITY ? RLIM_INFINITY : (rlim_t)v;
}

static unsigned long long widen(rlim_t v)
{
    return v == RLIM_INFINITY ? ~0ull : v;
}

int prlimit(pid_t pid, int what, const struct rlimit *to, struct rlimit *old)
{
    struct limit64 new, was;
    if (to) {
        new.now = widen(to->rlim_cur);
        new.most = widen(to->rlim_max);
    }
    long r = __result(__syscall4(SYS_prlimit64, pid, what, to ? &new : 0, old ? &was : 0));
    if (r == 0 && old) {
        old->rlim_cur = narrow(was.now);
        old->rlim_max = narrow(was.most);
    }
    return r;
}

int getrlimit(int what, struct rlimit *to) { return prlimit(0, what, 0, to); }
int setrlimit(int what, const struct rlimit *to) { return prlimit(0, what, to, 0); }
int getrusage(int who, struct rusage *to) { return __result(__syscall2(SYS_getrusage, who, to)); }

int getpriority(int which, id_t who)
{
    long r = __result(__syscall2(SYS_getpriority, which, who));
    return r < 0 ? -1 : 20 - (int)r; /* the kernel answers 40..1 so that it is never negative */
}

int setpriority(int which, id_t who, int priority)
{
    return __result(__syscall3(SYS_setpriority, which, who, priority));
}

int nice(int change)
{
    errno = 0;
    int now = getpriority(PRIO_PROCESS, 0);
    if (now == -1 && errno)
        return -1;
    now += change;
    if (now > 19)
        now = 19;
    if (now < -20)
        now = -20;
    if (setpriority(PRIO_PROCESS, 0, now) < 0) {
        if (errno == EACCES)
            errno = EPERM;
        return -1;
    }
    return getpriority(PRIO_PROCESS, 0);
}
