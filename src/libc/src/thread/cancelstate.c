/* Whether and how the calling thread may be cancelled. */
#include <errno.h>
#include "internal/thread.h"

void pthread_testcancel(void)
{
    if (__cancel_check)
        __cancel_check();
}

int pthread_setcancelstate(int state, int *old)
{
    if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE)
        return EINVAL;
    if (old)
        *old = __SELF->cancel_state;
    __SELF->cancel_state = state;
    if (__SELF->cancel_type == PTHREAD_CANCEL_ASYNCHRONOUS)
        pthread_testcancel();
    return 0;
}

int pthread_setcanceltype(int type, int *old)
{
    if (type != PTHREAD_CANCEL_DEFERRED && type != PTHREAD_CANCEL_ASYNCHRONOUS)
        return EINVAL;
    if (old)
        *old = __SELF->cancel_type;
    __SELF->cancel_type = type;
    if (type == PTHREAD_CANCEL_ASYNCHRONOUS)
        pthread_testcancel();
    return 0;
}
