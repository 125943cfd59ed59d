/* Spin locks. On one processor spinning only burns the time slice, so a loser yields. */
#include <errno.h>
#include <pthread.h>
#include "internal/syscall.h"

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
    return __atomic_exchange_n((int *)l, 1, 5) ? EBUSY : 0;
}

int pthread_spin_lock(pthread_spinlock_t *l)
{
    while (__atomic_exchange_n((int *)l, 1, 5))
        __syscall0(SYS_sched_yield);
    return 0;
}

int pthread_spin_unlock(pthread_spinlock_t *l)
{
    __atomic_store_n((int *)l, 0, 5);
    return 0;
}
