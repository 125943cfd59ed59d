/* File times. */
#include <stddef.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <utime.h>
#include "internal/syscall.h"

int utimensat(int directory, const char *path, const struct timespec t[2], int flags)
{
    struct __timespec64 wide[2] = { { 0, 0, 0 }, { 0, 0, 0 } };
    for (int i = 0; t && i < 2; i++) {
        wide[i].sec = t[i].tv_sec;
        wide[i].nsec = t[i].tv_nsec;
    }
    return __result(__syscall4(SYS_utimensat_time64, directory, path, t ? wide : 0, flags));
}

int futimens(int fd, const struct timespec t[2])
{
    return utimensat(fd, NULL, t, 0);
}

int utimes(const char *path, const struct timeval t[2])
{
    struct timespec n[2];
    for (int i = 0; t && i < 2; i++) {
        n[i].tv_sec = t[i].tv_sec;
        n[i].tv_nsec = t[i].tv_usec * 1000;
    }
    return utimensat(AT_FDCWD, path, t ? n : NULL, 0);
}

int utime(const char *path, const struct utimbuf *t)
{
    struct timespec n[2];
    if (t) {
        n[0].tv_sec = t->actime;
        n[1].tv_sec = t->modtime;
        n[0].tv_nsec = n[1].tv_nsec = 0;
    }
    return utimensat(AT_FDCWD, path, t ? n : NULL, 0);
}
