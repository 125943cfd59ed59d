/* Names in the file system. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "internal/syscall.h"

int chdir(const char *path) { return __result(__syscall1(SYS_chdir, path)); }
int fchdir(int fd) { return __result(__syscall1(SYS_fchdir, fd)); }
int chroot(const char *path) { return __result(__syscall1(SYS_chroot, path)); }
int unlink(const char *path) { return __result(__syscall3(SYS_unlinkat, AT_FDCWD, path, 0)); }
int unlinkat(int d, const char *path, int flags) { return __result(__syscall3(SYS_unlinkat, d, path, flags)); }
int rmdir(const char *path) { return __result(__syscall3(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR)); }
int link(const char *a, const char *b) { return __result(__syscall5(SYS_linkat, AT_FDCWD, a, AT_FDCWD, b, 0)); }
int linkat(int d, const char *a, int e, const char *b, int flags) { return __result(__syscall5(SYS_linkat, d, a, e, b, flags)); }
int symlink(const char *text, const char *path) { return __result(__syscall3(SYS_symlinkat, text, AT_FDCWD, path)); }
int symlinkat(const char *text, int d, const char *path) { return __result(__syscall3(SYS_symlinkat, text, d, path)); }
int renameat(int d, const char *a, int e, const char *b) { return __result(__syscall5(SYS_renameat2, d, a, e, b, 0)); }
int rename(const char *a, const char *b) { return __result(__syscall5(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, 0)); }
int access(const char *path, int mode) { return __result(__syscall3(SYS_faccessat, AT_FDCWD, path, mode)); }
int chmod(const char *path, mode_t mode) { return __result(__syscall3(SYS_fchmodat, AT_FDCWD, path, mode)); }
int fchmod(int fd, mode_t mode) { return __result(__syscall2(SYS_fchmod, fd, mode)); }
int mkdir(const char *path, mode_t mode) { return __result(__syscall3(SYS_mkdirat, AT_FDCWD, path, mode)); }
int mkdirat(int d, const char *path, mode_t mode) { return __result(__syscall3(SYS_mkdirat, d, path, mode)); }
int mknod(const char *path, mode_t mode, dev_t dev) { return __result(__syscall4(SYS_mknodat, AT_FDCWD, path, mode, dev)); }
int mknodat(int d, const char *path, mode_t mode, dev_t dev) { return __result(__syscall4(SYS_mknodat, d, path, mode, dev)); }
int mkfifo(const char *path, mode_t mode) { return mknod(path, (mode & 07777) | S_IFIFO, 0); }
int mkfifoat(int d, const char *path, mode_t mode) { return mknodat(d, path, (mode & 07777) | S_IFIFO, 0); }
int chown(const char *path, uid_t u, gid_t g) { return __result(__syscall5(SYS_fchownat, AT_FDCWD, path, u, g, 0)); }
int lchown(const char *path, uid_t u, gid_t g) { return __result(__syscall5(SYS_fchownat, AT_FDCWD, path, u, g, AT_SYMLINK_NOFOLLOW)); }
int fchown(int fd, uid_t u, gid_t g) { return __result(__syscall3(SYS_fchown, fd, u, g)); }
int fchownat(int d, const char *path, uid_t u, gid_t g, int flags) { return __result(__syscall5(SYS_fchownat, d, path, u, g, flags)); }
mode_t umask(mode_t mode) { return (mode_t)__syscall1(SYS_umask, mode); }

int faccessat(int d, const char *path, int mode, int flags)
{
    if (flags)
        return __result(__syscall4(SYS_faccessat2, d, path, mode, flags));
    return __result(__syscall3(SYS_faccessat, d, path, mode));
}

int fchmodat(int d, const char *path, mode_t mode, int flags)
{
    if (flags) {
        errno = ENOTSUP;
        return -1;
    }
    return __result(__syscall3(SYS_fchmodat, d, path, mode));
}

ssize_t readlinkat(int d, const char *restrict path, char *restrict to, size_t n)
{
    return __result(__syscall4(SYS_readlinkat, d, path, to, n));
}

ssize_t readlink(const char *restrict path, char *restrict to, size_t n)
{
    return __result(__syscall4(SYS_readlinkat, AT_FDCWD, path, to, n));
}
