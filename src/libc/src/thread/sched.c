/* Scheduling calls, processor sets, and the namespaces a process lives in. */
#include <sched.h>
#include <string.h>
#include "internal/syscall.h"

int sched_yield(void)
{
    return (int)__result(__syscall0(SYS_sched_yield));
}

int sched_get_priority_max(int policy)
{
    return (int)__result(__syscall1(SYS_sched_get_priority_max, policy));
}

int sched_get_priority_min(int policy)
{
    return (int)__result(__syscall1(SYS_sched_get_priority_min, policy));
}

int sched_getparam(pid_t pid, struct sched_param *p)
{
    return (int)__result(__syscall2(SYS_sched_getparam, pid, p));
}

int sched_setparam(pid_t pid, const struct sched_param *p)
{
    return (int)__result(__syscall2(SYS_sched_setparam, pid, p));
}

int sched_getscheduler(pid_t pid)
{
    return (int)__result(__syscall1(SYS_sched_getscheduler, pid));
}

int sched_setscheduler(pid_t pid, int policy, const struct sched_param *p)
{
    return (int)__result(__syscall3(SYS_sched_setscheduler, pid, policy, p));
}

int sched_rr_get_interval(pid_t pid, struct timespec *span)
{
    struct __timespec64 t = { 0, 0, 0 };
    long r = __result(__syscall2(423, pid, &t));
    span->tv_sec = (time_t)t.sec;
    span->tv_nsec = t.nsec;
    return (int)r;
}

void __cpu_zero(size_t size, cpu_set_t *set)
{
    memset(set, 0, size);
}

int __cpu_count(size_t size, const cpu_set_t *set)
{
    int count = 0;
    for (size_t i = 0; i < size / sizeof set->__bits[0]; i++)
        for (unsigned long word = set->__bits[i]; word; word &= word - 1)
            count++;
    return count;
}

int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set)
{
    return (int)__result(__syscall3(SYS_sched_setaffinity, pid, size, set));
}

int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set)
{
    __cpu_zero(size, set);
    return __result(__syscall3(SYS_sched_getaffinity, pid, size, set)) < 0 ? -1 : 0;
}

int sched_getcpu(void)
{
    unsigned cpu = 0;
    return __result(__syscall3(SYS_getcpu, &cpu, 0, 0)) < 0 ? -1 : (int)cpu;
}

int unshare(int flags)
{
    return (int)__result(__syscall1(SYS_unshare, flags));
}

int setns(int fd, int type)
{
    return (int)__result(__syscall2(SYS_setns, fd, type));
}
