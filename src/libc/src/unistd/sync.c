/* Pushing written data to the disk, and file lengths. */
#define _GNU_SOURCE
#include <unistd.h>
#include <fcntl.h>
#include "internal/syscall.h"

int fsync(int fd)
{
    return __result(__syscall1(SYS_fsync, fd));
}

int fdatasync(int fd)
{
    return __result(__syscall1(SYS_fdatasync, fd));
}

void sync(void)
{
    __syscall0(SYS_sync);
}

int ftruncate(int fd, off_t length)
{
    return __result(__syscall3(SYS_ftruncate64, fd, length, __HIGH(length)));
}

int truncate(const char *path, off_t length)
{
    return __result(__syscall3(SYS_truncate64, path, length, __HIGH(length)));
}

int fallocate(int fd, int mode, off_t offset, off_t length)
{
    return __result(__syscall6(SYS_fallocate, fd, mode, offset, __HIGH(offset), length, __HIGH(length)));
}

int posix_fallocate(int fd, off_t offset, off_t length)
{
    return -__syscall6(SYS_fallocate, fd, 0, offset, __HIGH(offset), length, __HIGH(length));
}
