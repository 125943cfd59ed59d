/* Opening files. */
#include <fcntl.h>
#include <stdarg.h>
#include "internal/syscall.h"

int openat(int directory, const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(args, mode_t) : 0;
    va_end(args);
    return __result(__syscall4(SYS_openat, directory, path, flags | O_LARGEFILE, mode));
}

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(args, mode_t) : 0;
    va_end(args);
    return __result(__syscall4(SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, mode));
}

int creat(const char *path, mode_t mode)
{
    return __result(__syscall4(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC | O_LARGEFILE, mode));
}
