/* Mutexes. __lock: 0 free, 1 held, 2 held and somebody may wait. __robust's low bit says process-shared. */
#include <errno.h>
#include "internal/thread.h"

int pthread_mutex_init(pthread_mutex_t *restrict m, const pthread_mutexattr_t *restrict a)
{
    m->__type = a ? a->__type : PTHREAD_MUTEX_NORMAL;
    m->__owner = m->__count = m->__lock = 0;
    m->__robust = a ? a->__shared : 0;
    m->__protocol = a ? a->__protocol : 0;
    return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *m)
{
    return __atomic_load_n(&m->__lock, 5) ? EBUSY : 0;
}

static int acquire(pthread_mutex_t *m, int try, const struct timespec *deadline)
{
    int free = 0;
    if (m->__type != PTHREAD_MUTEX_NORMAL && m->__owner == __tid()) {
        if (m->__type == PTHREAD_MUTEX_RECURSIVE) {
            m->__count++;
            return 0;
        }
        return try ? EBUSY : EDEADLK;
    }
    if (!__atomic_compare_exchange_n(&m->__lock, &free, 1, 0, 5, 5)) {
        if (try)
            return EBUSY;
        while (__atomic_exchange_n(&m->__lock, 2, 5) != 0) {
            struct __tcb *self = __SELF;
            int state = self->cancel_state; /* a mutex is no cancellation point */
            self->cancel_state = PTHREAD_CANCEL_DISABLE;
            int r = __wait_until(&m->__lock, 2, CLOCK_REALTIME, deadline, m->__robust & 1);
            self->cancel_state = state;
            if (r == ETIMEDOUT || r == EINVAL)
                return r;
        }
    }
    if (m->__type != PTHREAD_MUTEX_NORMAL) {
        m->__owner = __tid();
        m->__count = 1;
    }
    return 0;
}

int pthread_mutex_lock(pthread_mutex_t *m)
{
    return acquire(m, 0, NULL);
}

int pthread_mutex_trylock(pthread_mutex_t *m)
{
    return acquire(m, 1, NULL);
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict m, const struct timespec *restrict deadline)
{
    return acquire(m, 0, deadline);
}

int pthread_mutex_unlock(pthread_mutex_t *m)
{
    if (m->__type != PTHREAD_MUTEX_NORMAL) {
        if (m->__owner != __tid())
            return EPERM;
        if (--m->__count > 0)
            return 0;
        m->__owner = 0;
    }
    if (__atomic_exchange_n(&m->__lock, 0, 5) == 2)
        __futex_wake(&m->__lock, 1, m->__robust & 1);
    return 0;
}

int pthread_mutex_consistent(pthread_mutex_t *m)
{
    (void)m;
    return EINVAL;
}
