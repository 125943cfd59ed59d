/* Thread attributes. Zero sizes mean the default. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <string.h>
#include "internal/thread.h"

int pthread_attr_init(pthread_attr_t *a)
{
    memset(a, 0, sizeof *a);
    a->__guard_bytes = 4096;
    return 0;
}

int pthread_attr_destroy(pthread_attr_t *a) { (void)a; return 0; }

int pthread_attr_setdetachstate(pthread_attr_t *a, int state)
{
    if (state != PTHREAD_CREATE_JOINABLE && state != PTHREAD_CREATE_DETACHED)
        return EINVAL;
    a->__detached = state;
    return 0;
}

int pthread_attr_getdetachstate(const pthread_attr_t *a, int *to) { *to = a->__detached; return 0; }

int pthread_attr_setstacksize(pthread_attr_t *a, size_t n)
{
    if (n < PTHREAD_STACK_MIN)
        return EINVAL;
    a->__stack_bytes = n;
    return 0;
}

/* The default that Linux reports, RLIMIT_STACK; what is mapped by default is smaller (see __DEFAULT_STACK). */
int pthread_attr_getstacksize(const pthread_attr_t *restrict a, size_t *restrict to)
{
    *to = a->__stack_bytes ? a->__stack_bytes : 8u << 20;
    return 0;
}

int pthread_attr_setstack(pthread_attr_t *a, void *stack, size_t n)
{
    if (n < PTHREAD_STACK_MIN)
        return EINVAL;
    a->__stack = stack;
    a->__stack_bytes = n;
    return 0;
}

int pthread_attr_getstack(const pthread_attr_t *restrict a, void **restrict stack, size_t *restrict n)
{
    *stack = a->__stack;
    *n = a->__stack_bytes;
    return 0;
}

int pthread_attr_setguardsize(pthread_attr_t *a, size_t n) { a->__guard_bytes = n; return 0; }
int pthread_attr_getguardsize(const pthread_attr_t *restrict a, size_t *restrict to) { *to = a->__guard_bytes; return 0; }
int pthread_attr_setscope(pthread_attr_t *a, int scope) { (void)a; return scope == PTHREAD_SCOPE_SYSTEM ? 0 : ENOTSUP; }
int pthread_attr_getscope(const pthread_attr_t *restrict a, int *restrict to) { (void)a; *to = PTHREAD_SCOPE_SYSTEM; return 0; }
int pthread_attr_setinheritsched(pthread_attr_t *a, int inherit) { (void)a; (void)inherit; return 0; }
int pthread_attr_setschedpolicy(pthread_attr_t *a, int policy) { a->__pad[0] = policy; return 0; }
int pthread_attr_setschedparam(pthread_attr_t *restrict a, const struct sched_param *restrict p) { a->__pad[1] = p->sched_priority; return 0; }
int pthread_attr_getschedparam(const pthread_attr_t *restrict a, struct sched_param *restrict p) { p->sched_priority = a->__pad[1]; return 0; }

int pthread_getattr_np(pthread_t thread, pthread_attr_t *a)
{
    struct __tcb *t = (struct __tcb *)thread;
    pthread_attr_init(a);
    a->__detached = t->detached & 1;
    a->__stack = t->map ? (char *)t->map + 4096 : NULL;
    a->__stack_bytes = t->stack_bytes ? t->stack_bytes : 8u << 20;
    return 0;
}
