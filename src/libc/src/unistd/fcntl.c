/* Control of descriptors. */
#include <fcntl.h>
#include <stdarg.h>
#include "internal/syscall.h"

int fcntl(int fd, int command, ...)
{
    va_list args;
    va_start(args, command);
    long argument = va_arg(args, long);
    va_end(args);
    if (command == F_SETFL)
        argument |= O_LARGEFILE;
    long r = __result(__syscall3(SYS_fcntl, fd, command, argument));
    return command == F_GETFL && r >= 0 ? r & ~O_LARGEFILE : r;
}

int lockf(int fd, int command, off_t length)
{
    struct flock l = { command == 0 ? F_UNLCK : F_WRLCK, SEEK_CUR, 0, length, 0 };
    if (command == 3) { /* F_TEST */
        if (fcntl(fd, F_GETLK, &l) < 0)
            return -1;
        return l.l_type == F_UNLCK ? 0 : (int)__result(-13);
    }
    return fcntl(fd, command == 1 ? F_SETLKW : F_SETLK, &l);
}

int posix_fadvise(int fd, off_t offset, off_t length, int advice)
{
    (void)offset;
    (void)length;
    (void)advice;
    return -__syscall3(SYS_fcntl, fd, F_GETFD, 0) > 0 ? 9 : 0;
}
