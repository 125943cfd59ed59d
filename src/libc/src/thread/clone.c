/* clone(2): the child runs a function on the stack given, whose result is its exit status. */
#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include "internal/syscall.h"

int __clone_thread(int (*)(void *), void *, int, void *, int *, void *, int *);

int clone(int (*run)(void *), void *stack, int flags, void *argument, ...)
{
    va_list more;
    int *parent_tid = 0, *child_tid = 0;
    void *tls = 0;
    va_start(more, argument);
    if (flags & (CLONE_PARENT_SETTID | CLONE_PIDFD | CLONE_SETTLS | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID))
        parent_tid = va_arg(more, int *);
    if (flags & (CLONE_SETTLS | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID))
        tls = va_arg(more, void *);
    if (flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID))
        child_tid = va_arg(more, int *);
    va_end(more);
    if (run == 0 || stack == 0) {
        errno = EINVAL;
        return -1;
    }
    return (int)__result(__clone_thread(run, (void *)((unsigned long)stack & ~15ul), flags, argument, parent_tid, tls, child_tid));
}
