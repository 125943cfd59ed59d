/* Memory mappings. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdarg.h>
#include <sys/mman.h>
#include "internal/syscall.h"

void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset)
{
    if ((offset & 4095) || (long)n < 0 || n == 0) {
        errno = (offset & 4095) || n == 0 ? EINVAL : ENOMEM;
        return MAP_FAILED;
    }
    return (void *)__result(__syscall6(SYS_mmap2, at, n, protection, flags, fd, (unsigned long)offset >> 12));
}

int munmap(void *at, size_t n) { return __result(__syscall2(SYS_munmap, at, n)); }
int mprotect(void *at, size_t n, int protection) { return __result(__syscall3(SYS_mprotect, at, n, protection)); }
int msync(void *at, size_t n, int flags) { return __result(__syscall3(SYS_msync, at, n, flags)); }
int madvise(void *at, size_t n, int advice) { return __result(__syscall3(SYS_madvise, at, n, advice)); }
int posix_madvise(void *at, size_t n, int advice) { return advice == POSIX_MADV_DONTNEED ? 0 : (int)-__syscall3(SYS_madvise, at, n, advice); }
int mlock(const void *at, size_t n) { return __result(__syscall2(SYS_mlock, at, n)); }
int munlock(const void *at, size_t n) { return __result(__syscall2(SYS_munlock, at, n)); }
int mlockall(int flags) { return __result(__syscall1(SYS_mlockall, flags)); }
int munlockall(void) { return __result(__syscall0(SYS_munlockall)); }
int mincore(void *at, size_t n, unsigned char *to) { return __result(__syscall3(SYS_mincore, at, n, to)); }
int memfd_create(const char *name, unsigned flags) { return __result(__syscall2(SYS_memfd_create, name, flags)); }

void *mremap(void *at, size_t old, size_t new, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    void *to = flags & MREMAP_FIXED ? va_arg(args, void *) : NULL;
    va_end(args);
    return (void *)__result(__syscall5(SYS_mremap, at, old, new, flags, to));
}
