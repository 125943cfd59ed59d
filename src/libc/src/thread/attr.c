/* Attributes of a thread to be created. A size of 0 stands for the default. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include "internal/thread.h"

enum { POLICY, PRIORITY, INHERIT };   /* indices of __pad */

int pthread_attr_init(pthread_attr_t *a)
{
    memset(a, 0, sizeof *a);
    a->__guard_bytes = __THREAD_GUARD;
    return 0;
}

int pthread_attr_destroy(pthread_attr_t *a)
{
    (void)a;
    return 0;
}

int pthread_attr_getdetachstate(const pthread_attr_t *a, int *state)
{
    *state = a->__detached;
    return 0;
}

int pthread_attr_setdetachstate(pthread_attr_t *a, int state)
{
    if (state != PTHREAD_CREATE_JOINABLE && state != PTHREAD_CREATE_DETACHED)
        return EINVAL;
    a->__detached = state;
    return 0;
}

/* Linux's usual answer (ulimit -s); what is really mapped by default is __THREAD_STACK. */
int pthread_attr_getstacksize(const pthread_attr_t *restrict a, size_t *restrict bytes)
{
    *bytes = a->__stack_bytes ? a->__stack_bytes : 8 * 1024 * 1024;
    return 0;
}

int pthread_attr_setstacksize(pthread_attr_t *a, size_t bytes)
{
    if (bytes < PTHREAD_STACK_MIN)
        return EINVAL;
    a->__stack_bytes = bytes;
    return 0;
}

int pthread_attr_getguardsize(const pthread_attr_t *restrict a, size_t *restrict bytes)
{
    *bytes = a->__guard_bytes;
    return 0;
}

int pthread_attr_setguardsize(pthread_attr_t *a, size_t bytes)
{
    a->__guard_bytes = bytes;
    return 0;
}

int pthread_attr_getstack(const pthread_attr_t *restrict a, void **restrict stack, size_t *restrict bytes)
{
    *stack = a->__stack;
    return pthread_attr_getstacksize(a, bytes);
}

int pthread_attr_setstack(pthread_attr_t *a, void *stack, size_t bytes)
{
    if (bytes < PTHREAD_STACK_MIN)
        return EINVAL;
    a->__stack = (void *)(((size_t)stack + 15) & ~(size_t)15);
    a->__stack_bytes = bytes - ((size_t)a->__stack - (size_t)stack);
    return 0;
}

int pthread_attr_getscope(const pthread_attr_t *restrict a, int *restrict scope)
{
    (void)a;
    *scope = PTHREAD_SCOPE_SYSTEM;
    return 0;
}

int pthread_attr_setscope(pthread_attr_t *a, int scope)
{
    (void)a;
    return scope == PTHREAD_SCOPE_SYSTEM ? 0 : scope == PTHREAD_SCOPE_PROCESS ? ENOTSUP : EINVAL;
}

int pthread_attr_getinheritsched(const pthread_attr_t *restrict a, int *restrict inherit)
{
    *inherit = a->__pad[INHERIT];
    return 0;
}

int pthread_attr_setinheritsched(pthread_attr_t *a, int inherit)
{
    if (inherit != PTHREAD_INHERIT_SCHED && inherit != PTHREAD_EXPLICIT_SCHED)
        return EINVAL;
    a->__pad[INHERIT] = inherit;
    return 0;
}

int pthread_attr_getschedpolicy(const pthread_attr_t *restrict a, int *restrict policy)
{
    *policy = a->__pad[POLICY];
    return 0;
}

int pthread_attr_setschedpolicy(pthread_attr_t *a, int policy)
{
    if (policy != SCHED_OTHER && policy != SCHED_FIFO && policy != SCHED_RR)
        return EINVAL;
    a->__pad[POLICY] = policy;
    return 0;
}

int pthread_attr_getschedparam(const pthread_attr_t *restrict a, struct sched_param *restrict p)
{
    p->sched_priority = a->__pad[PRIORITY];
    return 0;
}

int pthread_attr_setschedparam(pthread_attr_t *restrict a, const struct sched_param *restrict p)
{
    a->__pad[PRIORITY] = p->sched_priority;
    return 0;
}

int pthread_getattr_np(pthread_t id, pthread_attr_t *a)
{
    struct __tcb *t = __TCB(id);
    pthread_attr_init(a);
    a->__detached = t->detached == __STATE_DETACHED;
    if (t->stack_bytes) {
        a->__stack = (char *)t - t->stack_bytes;
        a->__stack_bytes = t->stack_bytes;
    }
    return 0;
}
