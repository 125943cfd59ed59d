/* statfs, from the portable statvfs and the kernel's type word. */
#include <string.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include "internal/syscall.h"

static int convert(int r, const struct statvfs *v, struct statfs *to)
{
    if (r < 0)
        return -1;
    memset(to, 0, sizeof *to);
    to->f_bsize = (long)v->f_bsize;
    to->f_frsize = (long)v->f_frsize;
    to->f_blocks = v->f_blocks;
    to->f_bfree = v->f_bfree;
    to->f_bavail = v->f_bavail;
    to->f_files = v->f_files;
    to->f_ffree = v->f_ffree;
    to->f_namelen = (long)v->f_namemax;
    to->f_flags = (long)v->f_flag;
    return 0;
}

int statfs(const char *path, struct statfs *to)
{
    struct statvfs v;
    unsigned raw[32];
    int r = convert(statvfs(path, &v), &v, to);
    if (r == 0 && __syscall3(SYS_statfs64, path, 88, raw) == 0)
        to->f_type = (long)raw[0];
    return r;
}

int fstatfs(int fd, struct statfs *to)
{
    struct statvfs v;
    unsigned raw[32];
    int r = convert(fstatvfs(fd, &v), &v, to);
    if (r == 0 && __syscall3(SYS_fstatfs64, fd, 88, raw) == 0)
        to->f_type = (long)raw[0];
    return r;
}
