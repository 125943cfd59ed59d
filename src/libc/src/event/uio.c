/* Vectored input and output, sendfile. */
#include <sys/sendfile.h>
#include <sys/uio.h>
#include "internal/syscall.h"
#include "internal/libc.h"

ssize_t readv(int fd, const struct iovec *v, int count)
{
    __CANCEL_POINT();
    return __result(__syscall3(SYS_readv, fd, v, count));
}

ssize_t writev(int fd, const struct iovec *v, int count)
{
    __CANCEL_POINT();
    return __result(__syscall3(SYS_writev, fd, v, count));
}

/* The offset is two words, low first, without an aligned pair. */
ssize_t preadv(int fd, const struct iovec *v, int count, off_t offset)
{
    return __result(__syscall5(69, fd, v, count, offset, __HIGH(offset)));
}

ssize_t pwritev(int fd, const struct iovec *v, int count, off_t offset)
{
    return __result(__syscall5(70, fd, v, count, offset, __HIGH(offset)));
}

ssize_t sendfile(int to, int from, off_t *offset, size_t bytes)
{
    long long at = offset ? *offset : 0;
    ssize_t n = __result(__syscall4(SYS_sendfile64, to, from, offset ? &at : 0, bytes));
    if (offset && n >= 0)
        *offset = (off_t)at;
    return n;
}
