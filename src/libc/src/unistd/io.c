/* Reading and writing descriptors. */
#include <unistd.h>
#include "internal/libc.h"
#include "internal/syscall.h"

ssize_t read(int fd, void *to, size_t n)
{
    return __result(__POINT(__syscall3(SYS_read, fd, to, n)));
}

ssize_t write(int fd, const void *from, size_t n)
{
    return __result(__POINT(__syscall3(SYS_write, fd, from, n)));
}

int close(int fd)
{
    return __result(__syscall1(SYS_close, fd));
}

off_t lseek(int fd, off_t offset, int whence)
{
    long long at;
    long r = __result(__syscall5(SYS__llseek, fd, __HIGH(offset), offset, &at, whence));
    return r < 0 ? -1 : (off_t)at;
}

ssize_t pread(int fd, void *to, size_t n, off_t offset)
{
    return __result(__syscall6(SYS_pread64, fd, to, n, offset, __HIGH(offset), 0));
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t offset)
{
    return __result(__syscall6(SYS_pwrite64, fd, from, n, offset, __HIGH(offset), 0));
}
