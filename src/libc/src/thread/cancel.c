/* Cancellation: a cancelled thread ends at its next cancellation point (see __POINT), or at once when it asked for
   asynchronous cancellation. Signal 33 reaches it inside a blocking call. */
#include <errno.h>
#include <signal.h>
#include "internal/thread.h"

#define CANCEL_SIGNAL 33

static void interrupted(int n)
{
    (void)n;
    struct __tcb *self = __SELF;
    if (self->cancelled && self->cancel_state == PTHREAD_CANCEL_ENABLE && (self->point || self->cancel_type == PTHREAD_CANCEL_ASYNCHRONOUS))
        pthread_exit(PTHREAD_CANCELED);
}

int pthread_cancel(pthread_t thread)
{
    struct __tcb *t = (struct __tcb *)thread;
    struct { void (*handler)(int); unsigned long flags; unsigned long mask[3]; } action = { interrupted, SA_RESTART, { 0, 0, 0 } };
    __syscall4(SYS_rt_sigaction, CANCEL_SIGNAL, &action, 0, 8);
    __cancel_hook = pthread_testcancel;
    __atomic_store_n(&t->cancelled, 1, 5);
    if (t == __SELF) {
        if (t->cancel_type == PTHREAD_CANCEL_ASYNCHRONOUS)
            pthread_testcancel();
        return 0;
    }
    if (__atomic_load_n(&t->tid, 5) > 0 && t->cancel_state == PTHREAD_CANCEL_ENABLE)
        __syscall3(SYS_tgkill, __syscall0(SYS_getpid), t->tid, CANCEL_SIGNAL);
    return 0;
}
