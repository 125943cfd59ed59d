/* Where a thread that was cancelled ends, and its wishes about that. */
#include <errno.h>
#include "internal/thread.h"

void pthread_testcancel(void)
{
    struct __tcb *self = __SELF;
    if (self->cancelled && self->cancel_state == PTHREAD_CANCEL_ENABLE)
        pthread_exit(PTHREAD_CANCELED);
}

int pthread_setcancelstate(int state, int *old)
{
    struct __tcb *self = __SELF;
    if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE)
        return EINVAL;
    if (old)
        *old = self->cancel_state;
    self->cancel_state = state;
    return 0;
}

int pthread_setcanceltype(int type, int *old)
{
    struct __tcb *self = __SELF;
    if (type != PTHREAD_CANCEL_DEFERRED && type != PTHREAD_CANCEL_ASYNCHRONOUS)
        return EINVAL;
    if (old)
        *old = self->cancel_type;
    self->cancel_type = type;
    return 0;
}

void __cleanup_push(struct __cleanup *c)
{
    c->older = __SELF->cleanup;
    __SELF->cleanup = c;
}

void __cleanup_pop(struct __cleanup *c, int run)
{
    __SELF->cleanup = c->older;
    if (run)
        c->routine(c->argument);
}
