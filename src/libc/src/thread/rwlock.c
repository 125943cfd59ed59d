/* Read-write locks: __readers counts readers, -1 is a writer. Readers come first, as glibc does by default. */
#include <errno.h>
#include "internal/thread.h"

int pthread_rwlock_init(pthread_rwlock_t *restrict l, const pthread_rwlockattr_t *restrict a)
{
    l->__lock = l->__readers = l->__writer = l->__waiting_writers = 0;
    l->__pad[0] = a ? a->__shared : 0;
    return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *l)
{
    (void)l;
    return 0;
}

static int acquire(pthread_rwlock_t *l, int writing, int try, const struct timespec *deadline)
{
    for (;;) {
        int now = __atomic_load_n(&l->__readers, 5);
        if (writing ? now == 0 : now >= 0) {
            if (__atomic_compare_exchange_n(&l->__readers, &now, writing ? -1 : now + 1, 0, 5, 5)) {
                if (writing)
                    l->__writer = __tid();
                return 0;
            }
            continue;
        }
        if (try)
            return EBUSY;
        if (now < 0 && l->__writer == __tid())
            return EDEADLK;
        __atomic_fetch_add(&l->__lock, 1, 5);
        int r = __wait_until(&l->__readers, now, CLOCK_REALTIME, deadline, l->__pad[0]);
        __atomic_fetch_sub(&l->__lock, 1, 5);
        if (r == ETIMEDOUT || r == EINVAL)
            return r;
    }
}

int pthread_rwlock_rdlock(pthread_rwlock_t *l) { return acquire(l, 0, 0, NULL); }
int pthread_rwlock_wrlock(pthread_rwlock_t *l) { return acquire(l, 1, 0, NULL); }
int pthread_rwlock_tryrdlock(pthread_rwlock_t *l) { return acquire(l, 0, 1, NULL); }
int pthread_rwlock_trywrlock(pthread_rwlock_t *l) { return acquire(l, 1, 1, NULL); }

int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict l, const struct timespec *restrict deadline)
{
    return acquire(l, 0, 0, deadline);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict l, const struct timespec *restrict deadline)
{
    return acquire(l, 1, 0, deadline);
}

int pthread_rwlock_unlock(pthread_rwlock_t *l)
{
    if (__atomic_load_n(&l->__readers, 5) < 0) {
        l->__writer = 0;
        __atomic_store_n(&l->__readers, 0, 5);
    } else
        __atomic_fetch_sub(&l->__readers, 1, 5);
    if (__atomic_load_n(&l->__lock, 5) > 0)
        __futex_wake(&l->__readers, 0x7fffffff, l->__pad[0]);
    return 0;
}
