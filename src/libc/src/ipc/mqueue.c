/* POSIX message queues: the kernel's, with the name's slash removed. */
#include <errno.h>
#include <mqueue.h>
#include <signal.h>
#include <stdarg.h>
#include <unistd.h>
#include "internal/libc.h"

mqd_t mq_open(const char *name, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    struct mq_attr *attr = flags & O_CREAT ? va_arg(args, struct mq_attr *) : NULL;
    va_end(args);
    if (*name != '/')
        return __result(-EINVAL);
    return __result(__syscall4(SYS_mq_open, name + 1, flags, mode, attr));
}

int mq_close(mqd_t q) { return close(q); }

int mq_unlink(const char *name)
{
    if (*name != '/')
        return __result(-EINVAL);
    long r = __syscall1(SYS_mq_unlink, name + 1);
    return __result(r == -EPERM ? -EACCES : r);
}

static struct __timespec64 *widen(const struct timespec *t, struct __timespec64 *to)
{
    if (t == NULL)
        return NULL;
    to->sec = t->tv_sec;
    to->nsec = t->tv_nsec;
    to->pad = 0;
    return to;
}

int mq_timedsend(mqd_t q, const char *from, size_t n, unsigned priority, const struct timespec *deadline)
{
    struct __timespec64 t;
    return __result(__POINT(__syscall5(SYS_mq_timedsend_time64, q, from, n, priority, widen(deadline, &t))));
}

ssize_t mq_timedreceive(mqd_t q, char *restrict to, size_t n, unsigned *restrict priority, const struct timespec *restrict deadline)
{
    struct __timespec64 t;
    return __result(__POINT(__syscall5(SYS_mq_timedreceive_time64, q, to, n, priority, widen(deadline, &t))));
}

int mq_send(mqd_t q, const char *from, size_t n, unsigned priority) { return mq_timedsend(q, from, n, priority, NULL); }
ssize_t mq_receive(mqd_t q, char *to, size_t n, unsigned *priority) { return mq_timedreceive(q, to, n, priority, NULL); }
int mq_setattr(mqd_t q, const struct mq_attr *restrict to, struct mq_attr *restrict old) { return __result(__syscall3(SYS_mq_getsetattr, q, to, old)); }
int mq_getattr(mqd_t q, struct mq_attr *to) { return mq_setattr(q, NULL, to); }
int mq_notify(mqd_t q, const struct sigevent *event) { return __result(__syscall2(SYS_mq_notify, q, event)); }
