/* Threads as the scheduler and the kernel see them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <stdio.h>
#include "internal/thread.h"

static int tid_of(pthread_t thread)
{
    struct __tcb *t = (struct __tcb *)thread;
    return t == __SELF ? __tid() : t->tid ? t->tid : (int)__syscall0(SYS_getpid);
}

int pthread_kill(pthread_t thread, int n)
{
    struct __tcb *t = (struct __tcb *)thread;
    if (t != __SELF && (t->detached & 2))
        return n == 0 ? 0 : ESRCH;
    return (int)-__syscall3(SYS_tgkill, __syscall0(SYS_getpid), tid_of(thread), n);
}

int pthread_setschedparam(pthread_t t, int policy, const struct sched_param *p)
{
    return (int)-__syscall3(SYS_sched_setscheduler, tid_of(t), policy, p);
}

int pthread_getschedparam(pthread_t t, int *restrict policy, struct sched_param *restrict p)
{
    long r = __syscall1(SYS_sched_getscheduler, tid_of(t));
    if (r < 0)
        return (int)-r;
    *policy = (int)r;
    return (int)-__syscall2(SYS_sched_getparam, tid_of(t), p);
}

int pthread_setaffinity_np(pthread_t t, size_t n, const cpu_set_t *s)
{
    return (int)-__syscall3(SYS_sched_setaffinity, tid_of(t), n, s);
}

int pthread_getaffinity_np(pthread_t t, size_t n, cpu_set_t *s)
{
    memset(s, 0, n);
    long r = __syscall3(SYS_sched_getaffinity, tid_of(t), n, s);
    return r < 0 ? (int)-r : 0;
}

static void name_file(char *to, size_t n, pthread_t t)
{
    snprintf(to, n, "/proc/self/task/%d/comm", tid_of(t));
}

int pthread_setname_np(pthread_t t, const char *name)
{
    char path[48];
    if (strlen(name) > 15)
        return ERANGE;
    if ((struct __tcb *)t == __SELF)
        return (int)-__syscall5(SYS_prctl, 15, name, 0, 0, 0);
    name_file(path, sizeof path, t);
    long fd = __syscall4(SYS_openat, AT_FDCWD, path, O_RDWR, 0);
    if (fd < 0)
        return (int)-fd;
    long r = __syscall3(SYS_write, fd, name, strlen(name));
    __syscall1(SYS_close, fd);
    return r < 0 ? (int)-r : 0;
}

int pthread_getname_np(pthread_t t, char *to, size_t n)
{
    char path[48];
    if (n < 16)
        return ERANGE;
    if ((struct __tcb *)t == __SELF)
        return (int)-__syscall5(SYS_prctl, 16, to, 0, 0, 0);
    name_file(path, sizeof path, t);
    long fd = __syscall4(SYS_openat, AT_FDCWD, path, O_RDONLY, 0);
    if (fd < 0)
        return (int)-fd;
    long r = __syscall3(SYS_read, fd, to, n - 1);
    __syscall1(SYS_close, fd);
    if (r < 0)
        return (int)-r;
    to[r > 0 ? r - 1 : 0] = 0;
    return 0;
}

int pthread_getcpuclockid(pthread_t t, clockid_t *to)
{
    *to = (~tid_of(t) << 3) | 6;
    return 0;
}

int pthread_getconcurrency(void) { return 0; }
int pthread_setconcurrency(int n) { return n < 0 ? EINVAL : 0; }
int pthread_yield(void) { return sched_yield(); }
