/* Small questions to the system. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>
#include "internal/syscall.h"

int uname(struct utsname *to) { return __result(__syscall1(SYS_uname, to)); }
int sethostname(const char *name, size_t n) { return __result(__syscall2(SYS_sethostname, name, n)); }
int getpagesize(void) { return 4096; }
long gethostid(void) { return 0; }
int acct(const char *path) { return __result(__syscall1(SYS_acct, path)); }

int gethostname(char *to, size_t n)
{
    struct utsname u;
    if (uname(&u) < 0)
        return -1;
    size_t length = strlen(u.nodename) + 1;
    memcpy(to, u.nodename, length < n ? length : n);
    if (length > n) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}

int getdomainname(char *to, size_t n)
{
    snprintf(to, n, "(none)");
    return 0;
}

int isatty(int fd)
{
    long termios[16];
    return __result(__syscall3(SYS_ioctl, fd, 0x5401, termios)) == 0;
}

int ttyname_r(int fd, char *to, size_t n)
{
    char link[32];
    if (!isatty(fd))
        return errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, to, n - 1);
    if (length < 0)
        return errno;
    to[length] = 0;
    return 0;
}

char *ttyname(int fd)
{
    static char name[64];
    int error = ttyname_r(fd, name, sizeof name);
    if (error)
        errno = error;
    return error ? NULL : name;
}

char *ctermid(char *to)
{
    static char own[16];
    return strcpy(to ? to : own, "/dev/tty");
}

pid_t tcgetpgrp(int fd)
{
    int group;
    return __result(__syscall3(SYS_ioctl, fd, 0x540f, &group)) < 0 ? -1 : group;
}

int tcsetpgrp(int fd, pid_t group)
{
    int value = group;
    return __result(__syscall3(SYS_ioctl, fd, 0x5410, &value));
}

int getdtablesize(void)
{
    struct rlimit r;
    return getrlimit(RLIMIT_NOFILE, &r) < 0 ? OPEN_MAX : (int)r.rlim_cur;
}

int getentropy(void *to, size_t n)
{
    if (n > 256) {
        errno = EIO;
        return -1;
    }
    return __result(__syscall3(SYS_getrandom, to, n, 0)) < 0 ? -1 : 0;
}

ssize_t getrandom(void *to, size_t n, unsigned flags)
{
    return __result(__syscall3(SYS_getrandom, to, n, flags));
}

char *getlogin(void)
{
    return getenv("LOGNAME");
}

int getlogin_r(char *to, size_t n)
{
    const char *name = getlogin();
    if (name == NULL)
        return ENXIO;
    if (strlen(name) >= n)
        return ERANGE;
    strcpy(to, name);
    return 0;
}

int daemon(int keep_directory, int keep_streams)
{
    pid_t pid = fork();
    if (pid < 0)
        return -1;
    if (pid > 0)
        _exit(0);
    if (setsid() < 0 || (!keep_directory && chdir("/") < 0))
        return -1;
    if (!keep_streams) {
        int fd = open("/dev/null", O_RDWR);
        if (fd < 0)
            return -1;
        for (int i = 0; i < 3; i++)
            dup2(fd, i);
        if (fd > 2)
            close(fd);
    }
    return 0;
}
