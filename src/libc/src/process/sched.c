/* Scheduling calls. */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <string.h>
#include "internal/syscall.h"
#include "internal/libc.h"

int sched_yield(void) { return __result(__syscall0(SYS_sched_yield)); }
int sched_get_priority_max(int policy) { return __result(__syscall1(SYS_sched_get_priority_max, policy)); }
int sched_get_priority_min(int policy) { return __result(__syscall1(SYS_sched_get_priority_min, policy)); }
int sched_getparam(pid_t pid, struct sched_param *p) { return __result(__syscall2(SYS_sched_getparam, pid, p)); }
int sched_setparam(pid_t pid, const struct sched_param *p) { return __result(__syscall2(SYS_sched_setparam, pid, p)); }
int sched_getscheduler(pid_t pid) { return __result(__syscall1(SYS_sched_getscheduler, pid)); }
int sched_setscheduler(pid_t pid, int policy, const struct sched_param *p) { return __result(__syscall3(SYS_sched_setscheduler, pid, policy, p)); }
int sched_setaffinity(pid_t pid, size_t n, const cpu_set_t *s) { return __result(__syscall3(SYS_sched_setaffinity, pid, n, s)); }
int unshare(int flags) { return __result(__syscall1(SYS_unshare, flags)); }
int setns(int fd, int type) { return __result(__syscall2(SYS_setns, fd, type)); }
void __cpu_zero(cpu_set_t *s) { memset(s, 0, sizeof *s); }
int __cpu_equal(const cpu_set_t *a, const cpu_set_t *b) { return memcmp(a, b, sizeof *a) == 0; }

int sched_getaffinity(pid_t pid, size_t n, cpu_set_t *s)
{
    memset(s, 0, n);
    long r = __result(__syscall3(SYS_sched_getaffinity, pid, n, s));
    return r < 0 ? -1 : 0;
}

int __cpu_count(const cpu_set_t *s)
{
    int n = 0;
    for (int i = 0; i < CPU_SETSIZE; i++)
        n += CPU_ISSET(i, s);
    return n;
}

int sched_getcpu(void)
{
    unsigned cpu;
    long r = __result(__syscall3(SYS_getcpu, &cpu, 0, 0));
    return r < 0 ? -1 : (int)cpu;
}

int sched_rr_get_interval(pid_t pid, struct timespec *t)
{
    struct __timespec64 now = { 0, 0, 0 };
    long r = __result(__syscall2(423, pid, &now));
    t->tv_sec = (time_t)now.sec;
    t->tv_nsec = now.nsec;
    return r;
}
