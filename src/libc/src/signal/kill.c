/* Sending signals. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include "internal/syscall.h"

int kill(pid_t pid, int n) { return __result(__syscall2(SYS_kill, pid, n)); }
int tgkill(pid_t pid, pid_t tid, int n) { return __result(__syscall3(SYS_tgkill, pid, tid, n)); }

int killpg(pid_t group, int n)
{
    if (group < 0)
        return __result(-EINVAL);
    return __result(__syscall2(SYS_kill, -group, n));
}

int raise(int n)
{
    return __result(__syscall3(SYS_tgkill, __syscall0(SYS_getpid), __syscall0(SYS_gettid), n));
}

int sigqueue(pid_t pid, int n, union sigval value)
{
    siginfo_t info;
    memset(&info, 0, sizeof info);
    info.si_signo = n;
    info.si_code = SI_QUEUE;
    info.si_pid = (pid_t)__syscall0(SYS_getpid);
    info.si_uid = (uid_t)__syscall0(SYS_getuid);
    info.si_value = value;
    return __result(__syscall3(SYS_rt_sigqueueinfo, pid, n, &info));
}
