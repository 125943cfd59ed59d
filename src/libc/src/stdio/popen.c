/* A stream to or from a shell command. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "internal/file.h"
#include "internal/syscall.h"

FILE *popen(const char *command, const char *mode)
{
    int ends[2];
    int reading = *mode == 'r';
    if ((*mode != 'r' && *mode != 'w') || (mode[1] && mode[1] != 'e')) {
        errno = EINVAL;
        return NULL;
    }
    if (__result(__syscall2(SYS_pipe2, ends, O_CLOEXEC)) < 0)
        return NULL;
    int mine = reading ? ends[0] : ends[1], theirs = reading ? ends[1] : ends[0], target = reading;
    FILE *f = __new_file(mine, reading ? __F_READ : __F_WRITE);
    pid_t pid = f ? fork() : -1;
    if (pid == 0) {
        if (theirs == target)
            __syscall3(SYS_fcntl, theirs, F_SETFD, 0);
        else
            __syscall3(SYS_dup3, theirs, target, 0);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    __syscall1(SYS_close, theirs);
    if (pid < 0) {
        if (f)
            fclose(f);
        else
            __syscall1(SYS_close, mine);
        return NULL;
    }
    if (mode[1] != 'e')
        __syscall3(SYS_fcntl, mine, F_SETFD, FD_CLOEXEC);
    f->pid = pid;
    return f;
}

int pclose(FILE *f)
{
    int pid = f->pid, status;
    fclose(f);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}
