/* POSIX message queues. The kernel's names have no leading '/'. */
#include <errno.h>
#include <mqueue.h>
#include <stdarg.h>
#include "internal/syscall.h"
#include "internal/libc.h"

mqd_t mq_open(const char *name, int flags, ...)
{
    va_list more;
    mode_t mode = 0;
    struct mq_attr *attr = 0;
    if (name[0] != '/') {
        errno = EINVAL;
        return -1;
    }
    va_start(more, flags);
    if (flags & O_CREAT) {
        mode = va_arg(more, mode_t);
        attr = va_arg(more, struct mq_attr *);
    }
    va_end(more);
    return (mqd_t)__result(__syscall4(SYS_mq_open, name + 1, flags, mode, attr));
}

int mq_close(mqd_t q)
{
    return (int)__result(__syscall1(SYS_close, q));
}

int mq_unlink(const char *name)
{
    if (name[0] != '/') {
        errno = EINVAL;
        return -1;
    }
    long r = __syscall1(SYS_mq_unlink, name + 1);
    return (int)__result(r == -EPERM ? -EACCES : r);
}

int mq_setattr(mqd_t q, const struct mq_attr *restrict attr, struct mq_attr *restrict old)
{
    return (int)__result(__syscall3(SYS_mq_getsetattr, q, attr, old));
}

int mq_getattr(mqd_t q, struct mq_attr *attr)
{
    return mq_setattr(q, 0, attr);
}

static struct __timespec64 *widen(struct __timespec64 *to, const struct timespec *from)
{
    if (from == 0)
        return 0;
    to->sec = from->tv_sec;
    to->nsec = from->tv_nsec;
    to->pad = 0;
    return to;
}

int mq_timedsend(mqd_t q, const char *text, size_t bytes, unsigned priority, const struct timespec *until)
{
    struct __timespec64 t;
    return (int)__result(__POINT(__syscall5(SYS_mq_timedsend_time64, q, text, bytes, priority, widen(&t, until))));
}

int mq_send(mqd_t q, const char *text, size_t bytes, unsigned priority)
{
    return mq_timedsend(q, text, bytes, priority, 0);
}

ssize_t mq_timedreceive(mqd_t q, char *restrict text, size_t bytes, unsigned *restrict priority, const struct timespec *restrict until)
{
    struct __timespec64 t;
    return __result(__POINT(__syscall5(SYS_mq_timedreceive_time64, q, text, bytes, priority, widen(&t, until))));
}

ssize_t mq_receive(mqd_t q, char *text, size_t bytes, unsigned *priority)
{
    return mq_timedreceive(q, text, bytes, priority, 0);
}
