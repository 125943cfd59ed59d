/* Device control, terminals, whole-file locks, pseudo terminals. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include "internal/libc.h"

int ioctl(int fd, unsigned long request, ...)
{
    va_list args;
    va_start(args, request);
    void *argument = va_arg(args, void *);
    va_end(args);
    return __result(__syscall3(SYS_ioctl, fd, request, argument));
}

/* The kernel's structure ends with c_cc[19]. */
struct kernel_termios { tcflag_t flags[4]; cc_t line, cc[19]; };

int tcgetattr(int fd, struct termios *to)
{
    struct kernel_termios k;
    if (__result(__syscall3(SYS_ioctl, fd, TCGETS, &k)) < 0)
        return -1;
    memset(to, 0, sizeof *to);
    memcpy(to, &k, sizeof k.flags + 1 + sizeof k.cc);
    to->c_ispeed = to->c_ospeed = k.flags[2] & 0100017;
    return 0;
}

int tcsetattr(int fd, int when, const struct termios *from)
{
    struct kernel_termios k;
    if (when < 0 || when > 2) {
        errno = EINVAL;
        return -1;
    }
    memcpy(&k, from, sizeof k);
    return __result(__syscall3(SYS_ioctl, fd, TCSETS + when, &k));
}

int tcflush(int fd, int which) { return __result(__syscall3(SYS_ioctl, fd, 0x540b, which)); }
int tcdrain(int fd) { return __result(__syscall3(SYS_ioctl, fd, 0x5409, 1)); }
speed_t cfgetospeed(const struct termios *t) { return t->c_cflag & 0100017; }
speed_t cfgetispeed(const struct termios *t) { return t->c_cflag & 0100017; }

int cfsetospeed(struct termios *t, speed_t speed)
{
    t->c_cflag = (t->c_cflag & ~0100017u) | speed;
    return 0;
}

int cfsetispeed(struct termios *t, speed_t speed)
{
    return speed ? cfsetospeed(t, speed) : 0;
}

void cfmakeraw(struct termios *t)
{
    t->c_iflag &= ~(1u | BRKINT | 010 | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    t->c_oflag &= ~(unsigned)OPOST;
    t->c_lflag &= ~(unsigned)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    t->c_cflag = (t->c_cflag & ~(unsigned)(CSIZE | PARENB)) | CS8;
    t->c_cc[VMIN] = 1;
    t->c_cc[VTIME] = 0;
}

pid_t tcgetsid(int fd)
{
    int session;
    return __result(__syscall3(SYS_ioctl, fd, 0x5429, &session)) < 0 ? -1 : session;
}

int flock(int fd, int operation) { return __result(__POINT(__syscall2(SYS_flock, fd, operation))); }

int posix_openpt(int flags) { return open("/dev/ptmx", flags); }
int getpt(void) { return posix_openpt(O_RDWR | O_NOCTTY); }

int grantpt(int fd)
{
    (void)fd;
    return 0;
}

int unlockpt(int fd)
{
    int unlock = 0;
    return ioctl(fd, 0x40045431, &unlock);
}

char *ptsname(int fd)
{
    static char name[24];
    int n;
    if (ioctl(fd, 0x80045430, &n) < 0)
        return NULL;
    snprintf(name, sizeof name, "/dev/pts/%d", n);
    return name;
}
