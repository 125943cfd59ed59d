/* Read-write locks. __readers: number of readers, -1 while written; it is the futex word. __writer: the writer's thread id.
   __waiting_writers counts all that wait. Readers go before waiting writers, as glibc's default does;
   __pad[0]: shared between processes, __pad[1]: writers go first, __pad[2]: writers that wait. */
#include <errno.h>
#include <string.h>
#include "internal/thread.h"

int pthread_rwlock_init(pthread_rwlock_t *restrict l, const pthread_rwlockattr_t *restrict a)
{
    memset(l, 0, sizeof *l);
    if (a) {
        l->__pad[0] = a->__shared;
        l->__pad[1] = a->__kind == PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP;
    }
    return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *l)
{
    return __atomic_load_n(&l->__readers, 5) ? EBUSY : 0;
}

static int may_read(pthread_rwlock_t *l, int state)
{
    return state >= 0 && !(l->__pad[1] && __atomic_load_n(&l->__pad[2], 5));
}

static int try(pthread_rwlock_t *l, int writing)
{
    int state = __atomic_load_n(&l->__readers, 5);
    while (writing ? state == 0 : may_read(l, state)) {
        if (state == 0x7fffffff)
            return EAGAIN;
        if (__atomic_compare_exchange_n(&l->__readers, &state, writing ? -1 : state + 1, 0, 5, 5)) {
            if (writing)
                l->__writer = __own_tid();
            return 0;
        }
    }
    return EBUSY;
}

static int acquire(pthread_rwlock_t *l, int writing, const struct timespec *until)
{
    int r = try(l, writing);
    if (r != EBUSY)
        return r;
    if (__atomic_load_n(&l->__readers, 5) < 0 && l->__writer == __own_tid())
        return EDEADLK;
    __atomic_fetch_add(&l->__waiting_writers, 1, 5);
    __atomic_fetch_add(&l->__pad[2], writing, 5);
    do {
        int state = __atomic_load_n(&l->__readers, 5);
        int busy = writing ? state != 0 : !may_read(l, state);
        int w = busy ? __wait_until(&l->__readers, state, CLOCK_REALTIME, until, l->__pad[0]) : 0;
        if (w == ETIMEDOUT || w == EINVAL) {
            r = w;
            break;
        }
        r = try(l, writing);
    } while (r == EBUSY);
    __atomic_fetch_sub(&l->__pad[2], writing, 5);
    __atomic_fetch_sub(&l->__waiting_writers, 1, 5);
    return r;
}

int pthread_rwlock_rdlock(pthread_rwlock_t *l)
{
    return acquire(l, 0, NULL);
}

int pthread_rwlock_wrlock(pthread_rwlock_t *l)
{
    return acquire(l, 1, NULL);
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict l, const struct timespec *restrict until)
{
    return acquire(l, 0, until);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict l, const struct timespec *restrict until)
{
    return acquire(l, 1, until);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t *l)
{
    return try(l, 0);
}

int pthread_rwlock_trywrlock(pthread_rwlock_t *l)
{
    return try(l, 1);
}

int pthread_rwlock_unlock(pthread_rwlock_t *l)
{
    int shared = l->__pad[0];
    if (__atomic_load_n(&l->__readers, 5) < 0) {
        l->__writer = 0;
        __atomic_store_n(&l->__readers, 0, 5);
    } else if (__atomic_fetch_sub(&l->__readers, 1, 5) != 1)
        return 0;
    if (__atomic_load_n(&l->__waiting_writers, 5) > 0)
        __futex_wake(&l->__readers, 0x7fffffff, shared);
    return 0;
}

int pthread_rwlockattr_init(pthread_rwlockattr_t *a)
{
    memset(a, 0, sizeof *a);
    return 0;
}

int pthread_rwlockattr_destroy(pthread_rwlockattr_t *a)
{
    (void)a;
    return 0;
}

int pthread_rwlockattr_getpshared(const pthread_rwlockattr_t *restrict a, int *restrict shared)
{
    *shared = a->__shared;
    return 0;
}

int pthread_rwlockattr_setpshared(pthread_rwlockattr_t *a, int shared)
{
    if (shared != PTHREAD_PROCESS_PRIVATE && shared != PTHREAD_PROCESS_SHARED)
        return EINVAL;
    a->__shared = shared;
    return 0;
}

int pthread_rwlockattr_getkind_np(const pthread_rwlockattr_t *restrict a, int *restrict kind)
{
    *kind = a->__kind;
    return 0;
}

int pthread_rwlockattr_setkind_np(pthread_rwlockattr_t *a, int kind)
{
    if (kind < 0 || kind > 2)
        return EINVAL;
    a->__kind = kind;
    return 0;
}
