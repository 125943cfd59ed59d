/* Signals, names, processors and priorities of one thread. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include "internal/thread.h"

static int tid_of(pthread_t id)
{
    struct __tcb *t = __TCB(id);
    return t == __SELF ? __own_tid() : __atomic_load_n(&t->tid, 5);
}

int pthread_kill(pthread_t id, int signal)
{
    if (signal < 0 || signal > 64)
        return EINVAL;
    int tid = tid_of(id);
    return tid == 0 ? 0 : (int)-__syscall3(SYS_tgkill, __syscall0(SYS_getpid), tid, signal);
}

int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
    return (int)-__syscall4(SYS_rt_sigprocmask, how, set, old, 8);
}

/* "/proc/self/task/TID/comm" */
static void comm_path(char *to, int tid)
{
    char digits[12];
    int n = 0;
    strcpy(to, "/proc/self/task/");
    to += strlen(to);
    do
        digits[n++] = (char)('0' + tid % 10);
    while ((tid /= 10) > 0);
    while (n > 0)
        *to++ = digits[--n];
    strcpy(to, "/comm");
}

int pthread_setname_np(pthread_t id, const char *name)
{
    char path[48];
    size_t n = strlen(name);
    if (n > 15)
        return ERANGE;
    if (__TCB(id) == __SELF)
        return (int)-__syscall2(SYS_prctl, 15, name);
    comm_path(path, tid_of(id));
    long fd = __syscall4(SYS_openat, -100, path, 1 | 02000000, 0);
    if (fd < 0)
        return (int)-fd;
    long r = __syscall3(SYS_write, fd, name, n);
    __syscall1(SYS_close, fd);
    return r < 0 ? (int)-r : 0;
}

int pthread_getname_np(pthread_t id, char *name, size_t size)
{
    char path[48];
    if (size < 16)
        return ERANGE;
    if (__TCB(id) == __SELF)
        return (int)-__syscall2(SYS_prctl, 16, name);
    comm_path(path, tid_of(id));
    long fd = __syscall4(SYS_openat, -100, path, 02000000, 0);
    if (fd < 0)
        return (int)-fd;
    long r = __syscall3(SYS_read, fd, name, 16);
    __syscall1(SYS_close, fd);
    if (r <= 0)
        return r < 0 ? (int)-r : EIO;
    name[r - 1] = 0;
    return 0;
}

int pthread_setaffinity_np(pthread_t id, size_t size, const cpu_set_t *set)
{
    return (int)-__syscall3(SYS_sched_setaffinity, tid_of(id), size, set);
}

int pthread_getaffinity_np(pthread_t id, size_t size, cpu_set_t *set)
{
    CPU_ZERO_S(size, set);
    long r = __syscall3(SYS_sched_getaffinity, tid_of(id), size, set);
    return r < 0 ? (int)-r : 0;
}

int pthread_getschedparam(pthread_t id, int *restrict policy, struct sched_param *restrict p)
{
    long r = __syscall1(SYS_sched_getscheduler, tid_of(id));
    if (r < 0)
        return (int)-r;
    *policy = (int)r;
    return (int)-__syscall2(SYS_sched_getparam, tid_of(id), p);
}

int pthread_setschedparam(pthread_t id, int policy, const struct sched_param *p)
{
    return (int)-__syscall3(SYS_sched_setscheduler, tid_of(id), policy, p);
}

int pthread_setschedprio(pthread_t id, int priority)
{
    struct sched_param p = { priority };
    return (int)-__syscall2(SYS_sched_setparam, tid_of(id), &p);
}

int pthread_getcpuclockid(pthread_t id, clockid_t *clock)
{
    *clock = __TCB(id) == __SELF ? CLOCK_THREAD_CPUTIME_ID : (clockid_t)(~(unsigned)tid_of(id) << 3 | 6);
    return 0;
}
