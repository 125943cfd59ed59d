/* Mutexes. __lock: 0 free, 1 held, 2 held and somebody may wait. __owner is the holder's thread id, for checks and for show.
   __pad[0] says the mutex is shared between processes. A robust mutex keeps the owner's id and watches that it lives. */
#include <errno.h>
#include <string.h>
#include "internal/thread.h"

int pthread_mutex_init(pthread_mutex_t *restrict m, const pthread_mutexattr_t *restrict a)
{
    memset(m, 0, sizeof *m);
    if (a) {
        m->__type = a->__type;
        m->__robust = a->__robust;
        m->__protocol = a->__protocol;
        m->__pad[0] = a->__shared;
    }
    return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *m)
{
    return __atomic_load_n(&m->__lock, 5) ? EBUSY : 0;
}

static int take(pthread_mutex_t *m)
{
    int free = 0;
    return __atomic_compare_exchange_n(&m->__lock, &free, 1, 0, 5, 5);
}

/* EOWNERDEAD when the holder of a robust mutex is gone: the caller has it now. */
static int inherit(pthread_mutex_t *m)
{
    int owner = __atomic_load_n(&m->__owner, 5);
    if (owner == 0 || __syscall2(SYS_tkill, owner, 0) != -ESRCH)
        return 0;
    if (!__atomic_compare_exchange_n(&m->__owner, &owner, __own_tid(), 0, 5, 5))
        return 0;
    m->__count = 1;
    m->__robust = 2;   /* until pthread_mutex_consistent */
    return EOWNERDEAD;
}

static int wait(pthread_mutex_t *m, const struct timespec *until)
{
    while (__atomic_exchange_n(&m->__lock, 2, 5) != 0) {
        if (m->__robust) {
            struct timespec soon;
            struct __timespec64 now;
            int dead = inherit(m);
            if (dead)
                return dead;
            __syscall2(SYS_clock_gettime64, CLOCK_REALTIME, &now);
            soon.tv_sec = (time_t)now.sec;
            soon.tv_nsec = now.nsec + 10000000;
            if (soon.tv_nsec >= 1000000000) {
                soon.tv_nsec -= 1000000000;
                soon.tv_sec++;
            }
            if (until == NULL || soon.tv_sec < until->tv_sec || (soon.tv_sec == until->tv_sec && soon.tv_nsec < until->tv_nsec)) {
                __wait_until(&m->__lock, 2, CLOCK_REALTIME, &soon, m->__pad[0]);
                continue;
            }
        }
        int r = __wait_until(&m->__lock, 2, CLOCK_REALTIME, until, m->__pad[0]);
        if (r == ETIMEDOUT || r == EINVAL)
            return r;
    }
    return 0;
}

/* How a second lock by the holder ends; -1: it waits like anybody. */
static int again(pthread_mutex_t *m)
{
    if (m->__type == PTHREAD_MUTEX_ERRORCHECK)
        return EDEADLK;
    if (m->__type != PTHREAD_MUTEX_RECURSIVE)
        return -1;
    if (m->__count == 0x7fffffff)
        return EAGAIN;
    m->__count++;
    return 0;
}

static int lock(pthread_mutex_t *m, const struct timespec *until)
{
    int me = __own_tid();
    if (m->__robust == 3)
        return ENOTRECOVERABLE;
    if (__atomic_load_n(&m->__owner, 5) == me) {
        int r = again(m);
        if (r >= 0)
            return r;
    }
    if (!take(m)) {
        int r = wait(m, until);
        if (r)
            return r;
        if (m->__robust == 3) {
            __atomic_store_n(&m->__lock, 0, 5);
            __futex_wake(&m->__lock, 1, m->__pad[0]);
            return ENOTRECOVERABLE;
        }
    }
    __atomic_store_n(&m->__owner, me, 5);
    m->__count = 1;
    return 0;
}

int pthread_mutex_lock(pthread_mutex_t *m)
{
    return lock(m, NULL);
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict m, const struct timespec *restrict until)
{
    return lock(m, until);
}

int pthread_mutex_trylock(pthread_mutex_t *m)
{
    int me = __own_tid();
    if (m->__type == PTHREAD_MUTEX_RECURSIVE && __atomic_load_n(&m->__owner, 5) == me)
        return again(m);
    if (m->__robust == 3)
        return ENOTRECOVERABLE;
    if (!take(m))
        return m->__robust && inherit(m) ? EOWNERDEAD : EBUSY;
    __atomic_store_n(&m->__owner, me, 5);
    m->__count = 1;
    return 0;
}

int pthread_mutex_unlock(pthread_mutex_t *m)
{
    int checked = m->__type == PTHREAD_MUTEX_ERRORCHECK || m->__type == PTHREAD_MUTEX_RECURSIVE || m->__robust;
    if (checked && __atomic_load_n(&m->__owner, 5) != __own_tid())
        return EPERM;
    if (m->__type == PTHREAD_MUTEX_RECURSIVE && --m->__count > 0)
        return 0;
    if (m->__robust == 2)
        m->__robust = 3;
    int shared = m->__pad[0];   /* once free, the memory may be gone */
    __atomic_store_n(&m->__owner, 0, 5);
    if (__atomic_exchange_n(&m->__lock, 0, 5) == 2)
        __futex_wake(&m->__lock, 1, shared);
    return 0;
}

int pthread_mutex_consistent(pthread_mutex_t *m)
{
    if (m->__robust != 2)
        return EINVAL;
    m->__robust = 1;
    return 0;
}
