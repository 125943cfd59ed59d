/* Memory mappings. mmap2 takes the file offset in units of 4096 bytes. */
#include <errno.h>
#include <stdarg.h>
#include <sys/mman.h>
#include "internal/syscall.h"
#include "internal/libc.h"

void *mmap(void *at, size_t bytes, int protection, int flags, int fd, off_t offset)
{
    if (offset & 4095) {
        errno = EINVAL;
        return MAP_FAILED;
    }
    return (void *)__result(__syscall6(SYS_mmap2, at, bytes, protection, flags, fd, (unsigned long)offset >> 12));
}

int munmap(void *at, size_t bytes)
{
    return (int)__result(__syscall2(SYS_munmap, at, bytes));
}

int mprotect(void *at, size_t bytes, int protection)
{
    return (int)__result(__syscall3(SYS_mprotect, at, bytes, protection));
}

int msync(void *at, size_t bytes, int flags)
{
    __CANCEL_POINT();
    return (int)__result(__syscall3(SYS_msync, at, bytes, flags));
}

int madvise(void *at, size_t bytes, int advice)
{
    return (int)__result(__syscall3(SYS_madvise, at, bytes, advice));
}

/* Advice only: DONTNEED would lose data here, so it does nothing. */
int posix_madvise(void *at, size_t bytes, int advice)
{
    return advice == POSIX_MADV_DONTNEED ? 0 : (int)-__syscall3(SYS_madvise, at, bytes, advice);
}

int mlock(const void *at, size_t bytes)
{
    return (int)__result(__syscall2(SYS_mlock, at, bytes));
}

int munlock(const void *at, size_t bytes)
{
    return (int)__result(__syscall2(SYS_munlock, at, bytes));
}

int mlockall(int flags)
{
    return (int)__result(__syscall1(SYS_mlockall, flags));
}

int munlockall(void)
{
    return (int)__result(__syscall0(SYS_munlockall));
}

int mincore(void *at, size_t bytes, unsigned char *resident)
{
    return (int)__result(__syscall3(SYS_mincore, at, bytes, resident));
}

void *mremap(void *at, size_t old, size_t bytes, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    void *to = flags & MREMAP_FIXED ? va_arg(more, void *) : 0;
    va_end(more);
    return (void *)__result(__syscall5(SYS_mremap, at, old, bytes, flags, to));
}

int memfd_create(const char *name, unsigned flags)
{
    return (int)__result(__syscall2(SYS_memfd_create, name, flags));
}
