/* Condition variables. __sequence is the futex word: every signal changes it, so a waiter that has let the mutex go but not
   yet gone to sleep cannot miss one. __pad says: shared between processes. Spurious wake-ups are possible, as POSIX allows. */
#include <errno.h>
#include <string.h>
#include "internal/thread.h"

int pthread_cond_init(pthread_cond_t *restrict c, const pthread_condattr_t *restrict a)
{
    memset(c, 0, sizeof *c);
    if (a) {
        c->__clock = a->__clock;
        c->__pad = a->__shared;
    }
    return 0;
}

int pthread_cond_destroy(pthread_cond_t *c)
{
    (void)c;
    return 0;
}

struct waiting { pthread_cond_t *c; pthread_mutex_t *m; };

/* A cancelled waiter owns the mutex again when its cleanup handlers run. */
static void end_wait(void *argument)
{
    struct waiting *w = argument;
    __atomic_fetch_sub(&w->c->__waiters, 1, 5);
    pthread_mutex_lock(w->m);
}

int pthread_cond_timedwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m, const struct timespec *restrict until)
{
    struct waiting w = { c, m };
    struct __cleanup cleanup = { end_wait, &w, 0 };
    int r;
    if (until && (until->tv_nsec < 0 || until->tv_nsec >= 1000000000))
        return EINVAL;
    pthread_testcancel();
    int seen = __atomic_load_n(&c->__sequence, 5);
    r = pthread_mutex_unlock(m);
    if (r)
        return r;
    __atomic_fetch_add(&c->__waiters, 1, 5);
    __cleanup_push(&cleanup);
    __SELF->cancel_point = 1;
    do
        r = __wait_until(&c->__sequence, seen, c->__clock, until, c->__pad);
    while (r == EINTR && __atomic_load_n(&c->__sequence, 5) == seen);
    __SELF->cancel_point = 0;
    __SELF->cleanup = cleanup.outer;
    __atomic_fetch_sub(&c->__waiters, 1, 5);
    int locked = pthread_mutex_lock(m);
    return locked ? locked : r == ETIMEDOUT ? r : 0;
}

int pthread_cond_wait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m)
{
    return pthread_cond_timedwait(c, m, NULL);
}

static int wake(pthread_cond_t *c, int count)
{
    __atomic_fetch_add(&c->__sequence, 1, 5);
    if (__atomic_load_n(&c->__waiters, 5) > 0)
        __futex_wake(&c->__sequence, count, c->__pad);
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

int pthread_condattr_init(pthread_condattr_t *a)
{
    memset(a, 0, sizeof *a);
    return 0;
}

int pthread_condattr_destroy(pthread_condattr_t *a)
{
    (void)a;
    return 0;
}

int pthread_condattr_getclock(const pthread_condattr_t *restrict a, clockid_t *restrict clock)
{
    *clock = a->__clock;
    return 0;
}

int pthread_condattr_setclock(pthread_condattr_t *a, clockid_t clock)
{
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC)
        return EINVAL;
    a->__clock = clock;
    return 0;
}

int pthread_condattr_getpshared(const pthread_condattr_t *restrict a, int *restrict shared)
{
    *shared = a->__shared;
    return 0;
}

int pthread_condattr_setpshared(pthread_condattr_t *a, int shared)
{
    if (shared != PTHREAD_PROCESS_PRIVATE && shared != PTHREAD_PROCESS_SHARED)
        return EINVAL;
    a->__shared = shared;
    return 0;
}
