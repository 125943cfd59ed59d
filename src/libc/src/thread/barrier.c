/* Barriers: the last to come starts a new generation and lets the others go. */
#include <errno.h>
#include "internal/thread.h"

int pthread_barrier_init(pthread_barrier_t *restrict b, const pthread_barrierattr_t *restrict a, unsigned count)
{
    if (count == 0)
        return EINVAL;
    b->__lock = b->__count = b->__generation = 0;
    b->__total = (int)count;
    b->__pad[0] = a ? a->__shared : 0;
    return 0;
}

int pthread_barrier_destroy(pthread_barrier_t *b)
{
    (void)b;
    return 0;
}

int pthread_barrier_wait(pthread_barrier_t *b)
{
    int generation = __atomic_load_n(&b->__generation, 5);
    if (__atomic_fetch_add(&b->__count, 1, 5) + 1 == b->__total) {
        __atomic_store_n(&b->__count, 0, 5);
        __atomic_fetch_add(&b->__generation, 1, 5);
        __futex_wake(&b->__generation, 0x7fffffff, b->__pad[0]);
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    while (__atomic_load_n(&b->__generation, 5) == generation)
        __futex_wait(&b->__generation, generation, 0, b->__pad[0]);
    return 0;
}
