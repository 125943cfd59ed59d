/* Barriers. The last to arrive starts the next generation and wakes the others. __pad[0]: shared between processes. */
#include <errno.h>
#include <string.h>
#include "internal/thread.h"

int pthread_barrier_init(pthread_barrier_t *restrict b, const pthread_barrierattr_t *restrict a, unsigned count)
{
    if (count == 0 || count > 0x7fffffff)
        return EINVAL;
    memset(b, 0, sizeof *b);
    b->__total = (int)count;
    b->__pad[0] = a ? a->__shared : 0;
    return 0;
}

static void enter(pthread_barrier_t *b)
{
    int free = 0;
    if (__atomic_compare_exchange_n(&b->__lock, &free, 1, 0, 5, 5))
        return;
    while (__atomic_exchange_n(&b->__lock, 2, 5) != 0)
        __futex_wait(&b->__lock, 2, 0, b->__pad[0]);
}

static void leave(pthread_barrier_t *b)
{
    int shared = b->__pad[0];
    if (__atomic_exchange_n(&b->__lock, 0, 5) == 2)
        __futex_wake(&b->__lock, 1, shared);
}

int pthread_barrier_destroy(pthread_barrier_t *b)
{
    enter(b);   /* the last arrival may still hold the lock */
    leave(b);
    return b->__count ? EBUSY : 0;
}

int pthread_barrier_wait(pthread_barrier_t *b)
{
    int shared = b->__pad[0];
    enter(b);
    int mine = b->__generation;
    if (++b->__count == b->__total) {
        b->__count = 0;
        __atomic_store_n(&b->__generation, mine + 1, 5);
        __futex_wake(&b->__generation, 0x7fffffff, shared);
        leave(b);
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    leave(b);
    while (__atomic_load_n(&b->__generation, 5) == mine)
        __futex_wait(&b->__generation, mine, 0, shared);
    return 0;
}

int pthread_barrierattr_init(pthread_barrierattr_t *a)
{
    a->__shared = 0;
    return 0;
}

int pthread_barrierattr_destroy(pthread_barrierattr_t *a)
{
    (void)a;
    return 0;
}

int pthread_barrierattr_getpshared(const pthread_barrierattr_t *restrict a, int *restrict shared)
{
    *shared = a->__shared;
    return 0;
}

int pthread_barrierattr_setpshared(pthread_barrierattr_t *a, int shared)
{
    if (shared != PTHREAD_PROCESS_PRIVATE && shared != PTHREAD_PROCESS_SHARED)
        return EINVAL;
    a->__shared = shared;
    return 0;
}
