/* The calling thread, and small questions about threads. */
#include <errno.h>
#include "internal/thread.h"

pthread_t pthread_self(void)
{
    return (pthread_t)__SELF;
}

int pthread_equal(pthread_t a, pthread_t b)
{
    return a == b;
}

int pthread_yield(void)
{
    return sched_yield();
}

int pthread_getconcurrency(void)
{
    return 0;
}

int pthread_setconcurrency(int level)
{
    return level < 0 ? EINVAL : 0;
}

void __cleanup_push(struct __cleanup *c)
{
    struct __tcb *self = __SELF;
    c->outer = self->cleanup;
    self->cleanup = c;
}

void __cleanup_pop(struct __cleanup *c, int run)
{
    __SELF->cleanup = c->outer;
    if (run)
        c->routine(c->argument);
}
