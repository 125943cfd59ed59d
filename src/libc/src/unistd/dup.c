/* Copies of descriptors, and pipes. */
#define _GNU_SOURCE
#include <unistd.h>
#include <errno.h>
#include "internal/syscall.h"

int dup(int fd)
{
    return __result(__syscall1(SYS_dup, fd));
}

int dup3(int from, int to, int flags)
{
    return __result(__syscall3(SYS_dup3, from, to, flags));
}

int dup2(int from, int to)
{
    if (from == to) { /* dup3 refuses this; dup2 only checks that it is open */
        long r = __syscall3(SYS_fcntl, from, 1, 0);
        return r < 0 ? (int)__result(r) : to;
    }
    return __result(__syscall3(SYS_dup3, from, to, 0));
}

int pipe2(int ends[2], int flags)
{
    return __result(__syscall2(SYS_pipe2, ends, flags));
}

int pipe(int ends[2])
{
    return __result(__syscall2(SYS_pipe2, ends, 0));
}
