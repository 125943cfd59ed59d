/* Waiting for children. riscv32 has only waitid; its answer becomes the classic status word. */
#include <sys/wait.h>
#include <sys/resource.h>
#include "internal/libc.h"
#include "internal/syscall.h"

static int status_of(const siginfo_t *info)
{
    int s = info->si_status;
    switch (info->si_code) {
    case CLD_EXITED: return (s & 0xff) << 8;
    case CLD_KILLED: return s & 0x7f;
    case CLD_DUMPED: return (s & 0x7f) | 0x80;
    case CLD_CONTINUED: return 0xffff;
    default: return (s & 0xff) << 8 | 0x7f;
    }
}

pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
    siginfo_t info;
    int type = pid == -1 ? P_ALL : pid > 0 ? P_PID : P_PGID;
    int id = pid == -1 ? 0 : pid > 0 ? pid : pid < -1 ? -pid : (int)__syscall1(SYS_getpgid, 0);
    info.si_pid = 0;
    long r = __result(__POINT(__syscall5(SYS_waitid, type, id, &info, options | WEXITED, usage)));
    if (r < 0)
        return -1;
    if (info.si_pid != 0 && status)
        *status = status_of(&info);
    return info.si_pid;
}

pid_t wait3(int *status, int options, struct rusage *usage)
{
    return wait4(-1, status, options, usage);
}

pid_t waitpid(pid_t pid, int *status, int options)
{
    return wait4(pid, status, options, 0);
}

pid_t wait(int *status)
{
    return wait4(-1, status, 0, 0);
}

int waitid(idtype_t type, id_t id, siginfo_t *info, int options)
{
    return __result(__POINT(__syscall5(SYS_waitid, type, id, info, options, 0)));
}
