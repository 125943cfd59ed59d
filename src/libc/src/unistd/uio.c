/* Scattered and in-kernel transfers. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>
#include "internal/libc.h"

ssize_t readv(int fd, const struct iovec *v, int n) { return __result(__POINT(__syscall3(SYS_readv, fd, v, n))); }
ssize_t writev(int fd, const struct iovec *v, int n) { return __result(__POINT(__syscall3(SYS_writev, fd, v, n))); }
ssize_t splice(int from, off64_t *at, int to, off64_t *to_at, size_t n, unsigned flags) { return __result(__syscall6(SYS_splice, from, at, to, to_at, n, flags)); }
int syncfs(int fd) { return __result(__syscall1(267, fd)); }

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *to_at, size_t n, unsigned flags)
{
    return __result(__syscall6(SYS_copy_file_range, from, at, to, to_at, n, flags));
}

ssize_t sendfile(int to, int from, off_t *offset, size_t n)
{
    long long wide = offset ? *offset : 0;
    long r = __result(__syscall4(SYS_sendfile64, to, from, offset ? &wide : 0, n));
    if (offset)
        *offset = (off_t)wide;
    return r;
}
