/* Linux's clone with a function and a stack of the caller's. */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include "internal/syscall.h"

int __clone_thread(int (*)(void *), void *, int, void *, int *, void *, int *);

int clone(int (*start)(void *), void *stack, int flags, void *argument, ...)
{
    va_list args;
    va_start(args, argument);
    int *parent = va_arg(args, int *);
    void *tls = va_arg(args, void *);
    int *child = va_arg(args, int *);
    va_end(args);
    if (start == NULL || stack == NULL)
        return __result(-EINVAL);
    return __result(__clone_thread(start, (void *)((unsigned long)stack & ~15ul), flags, argument, parent, tls, child));
}
