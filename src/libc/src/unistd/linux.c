/* Linux's own calls. */
#include <stdarg.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/statvfs.h>
#include "internal/syscall.h"

int prctl(int what, ...)
{
    va_list args;
    unsigned long a[4];
    va_start(args, what);
    for (int i = 0; i < 4; i++)
        a[i] = va_arg(args, unsigned long);
    va_end(args);
    return __result(__syscall5(SYS_prctl, what, a[0], a[1], a[2], a[3]));
}

int mount(const char *source, const char *target, const char *type, unsigned long flags, const void *data)
{
    return __result(__syscall5(SYS_mount, source, target, type, flags, data));
}

int umount2(const char *target, int flags) { return __result(__syscall2(SYS_umount2, target, flags)); }
int umount(const char *target) { return umount2(target, 0); }

/* statfs64 of 32-bit machines. */
struct statfs64 {
    unsigned type, bsize;
    unsigned long long blocks, bfree, bavail, files, ffree;
    int fsid[2];
    unsigned namelen, frsize, flags, spare[4];
};

static int convert(long r, const struct statfs64 *s, struct statvfs *to)
{
    if (r < 0)
        return -1;
    memset(to, 0, sizeof *to);
    to->f_bsize = s->bsize;
    to->f_frsize = s->frsize ? s->frsize : s->bsize;
    to->f_blocks = (fsblkcnt_t)s->blocks;
    to->f_bfree = (fsblkcnt_t)s->bfree;
    to->f_bavail = (fsblkcnt_t)s->bavail;
    to->f_files = (fsfilcnt_t)s->files;
    to->f_ffree = to->f_favail = (fsfilcnt_t)s->ffree;
    to->f_fsid = (unsigned long)s->fsid[0];
    to->f_flag = s->flags & ~0x20ul;
    to->f_namemax = s->namelen;
    return 0;
}

int statvfs(const char *restrict path, struct statvfs *restrict to)
{
    struct statfs64 s;
    return convert(__result(__syscall3(SYS_statfs64, path, sizeof s, &s)), &s, to);
}

int fstatvfs(int fd, struct statvfs *to)
{
    struct statfs64 s;
    return convert(__result(__syscall3(SYS_fstatfs64, fd, sizeof s, &s)), &s, to);
}
