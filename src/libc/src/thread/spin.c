/* Spin locks: 1 while held. The waiter gives the processor away, since there may be only one. */
#include <errno.h>
#include "internal/thread.h"

int pthread_spin_init(pthread_spinlock_t *l, int shared)
{
    (void)shared;
    *l = 0;
    return 0;
}

int pthread_spin_destroy(pthread_spinlock_t *l)
{
    (void)l;
    return 0;
}

int pthread_spin_trylock(pthread_spinlock_t *l)
{
    return __atomic_exchange_n(l, 1, 5) ? EBUSY : 0;
}

int pthread_spin_lock(pthread_spinlock_t *l)
{
    for (int tries = 0; __atomic_exchange_n(l, 1, 5); tries++)
        if (tries >= 16)
            sched_yield();
    return 0;
}

int pthread_spin_unlock(pthread_spinlock_t *l)
{
    __atomic_store_n(l, 0, 5);
    return 0;
}
