/* Condition variables: a sequence number that every signal advances; waiters sleep while it stands still.
   __pad's low bit says process-shared. */
#include <errno.h>
#include "internal/thread.h"

int pthread_cond_init(pthread_cond_t *restrict c, const pthread_condattr_t *restrict a)
{
    c->__sequence = c->__waiters = 0;
    c->__clock = a ? a->__clock : CLOCK_REALTIME;
    c->__pad = a ? a->__shared : 0;
    return 0;
}

int pthread_cond_destroy(pthread_cond_t *c)
{
    (void)c;
    return 0;
}

struct waiter { pthread_cond_t *cond; pthread_mutex_t *mutex; };

static void leave(void *argument)
{
    struct waiter *w = argument;
    __atomic_fetch_sub(&w->cond->__waiters, 1, 5);
    pthread_mutex_lock(w->mutex);
}

int pthread_cond_timedwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m, const struct timespec *restrict deadline)
{
    struct waiter w = { c, m };
    if (deadline && (unsigned long)deadline->tv_nsec >= 1000000000ul)
        return EINVAL;
    int sequence = __atomic_load_n(&c->__sequence, 5), r = 0;
    __atomic_fetch_add(&c->__waiters, 1, 5);
    r = pthread_mutex_unlock(m);
    if (r) {
        __atomic_fetch_sub(&c->__waiters, 1, 5);
        return r;
    }
    pthread_cleanup_push(leave, &w);
    /* A signal handler does not end the wait; a spurious wake-up is allowed but avoided. */
    do
        r = __wait_until(&c->__sequence, sequence, c->__clock, deadline, c->__pad & 1);
    while (r == EINTR || (r == 0 && __atomic_load_n(&c->__sequence, 5) == sequence));
    pthread_cleanup_pop(1);
    return r;
}

int pthread_cond_wait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m)
{
    return pthread_cond_timedwait(c, m, NULL);
}

static int wake(pthread_cond_t *c, int count)
{
    if (__atomic_load_n(&c->__waiters, 5) > 0) {
        __atomic_fetch_add(&c->__sequence, 1, 5);
        __futex_wake(&c->__sequence, count, c->__pad & 1);
    }
    return 0;
}

int pthread_cond_signal(pthread_cond_t *c)
{
    return wake(c, 1);
}

int pthread_cond_broadcast(pthread_cond_t *c)
{
    return wake(c, 0x7fffffff);
}
