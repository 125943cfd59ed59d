/* File status, from statx(2): the only such call that riscv32 has. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include "internal/syscall.h"

struct statx_time { long long sec; unsigned nsec; int pad; };
struct statx {
    unsigned mask, blksize;
    unsigned long long attributes;
    unsigned nlink, uid, gid;
    unsigned short mode, pad;
    unsigned long long ino, size, blocks, attributes_mask;
    struct statx_time atime, btime, ctime, mtime;
    unsigned rdev_major, rdev_minor, dev_major, dev_minor;
    unsigned long long spare[14];
};

static dev_t device(unsigned major, unsigned minor)
{
    return (minor & 0xff) | major << 8 | (minor & ~0xffu) << 12;
}

static struct timespec time_of(const struct statx_time *t)
{
    struct timespec r = { (time_t)t->sec, (long)t->nsec };
    return r;
}

int fstatat(int directory, const char *restrict path, struct stat *restrict to, int flags)
{
    struct statx x;
    long r = __result(__syscall5(SYS_statx, directory, path, flags, 0x7ff, &x));
    if (r < 0)
        return -1;
    to->st_dev = device(x.dev_major, x.dev_minor);
    to->st_ino = (ino_t)x.ino;
    to->st_nlink = x.nlink;
    to->st_mode = x.mode;
    to->st_uid = x.uid;
    to->st_gid = x.gid;
    to->st_rdev = device(x.rdev_major, x.rdev_minor);
    to->st_size = (off_t)x.size;
    to->st_blksize = (blksize_t)x.blksize;
    to->st_blocks = (blkcnt_t)x.blocks;
    to->st_atim = time_of(&x.atime);
    to->st_mtim = time_of(&x.mtime);
    to->st_ctim = time_of(&x.ctime);
    return 0;
}

int stat(const char *restrict path, struct stat *restrict to)
{
    return fstatat(AT_FDCWD, path, to, 0);
}

int lstat(const char *restrict path, struct stat *restrict to)
{
    return fstatat(AT_FDCWD, path, to, AT_SYMLINK_NOFOLLOW);
}

int fstat(int fd, struct stat *to)
{
    if (fd < 0) {
        errno = EBADF;
        return -1;
    }
    return fstatat(fd, "", to, AT_EMPTY_PATH);
}
