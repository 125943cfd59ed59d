/* Unnamed semaphores: a counter that waiters sleep on while it is zero. */
#include <errno.h>
#include <semaphore.h>
#include <limits.h>
#include "internal/thread.h"

int sem_init(sem_t *s, int shared, unsigned value)
{
    if (value > SEM_VALUE_MAX) {
        errno = EINVAL;
        return -1;
    }
    s->__value = (int)value;
    s->__waiters = 0;
    s->__shared = shared != 0;
    return 0;
}

int sem_destroy(sem_t *s)
{
    (void)s;
    return 0;
}

int sem_trywait(sem_t *s)
{
    int now = __atomic_load_n(&s->__value, 5);
    while (now > 0)
        if (__atomic_compare_exchange_n(&s->__value, &now, now - 1, 0, 5, 5))
            return 0;
    errno = EAGAIN;
    return -1;
}

static void leave(void *s)
{
    __atomic_fetch_sub(&((sem_t *)s)->__waiters, 1, 5);
}

int sem_timedwait(sem_t *restrict s, const struct timespec *restrict deadline)
{
    int saved = errno;
    while (sem_trywait(s) < 0) {
        int r;
        errno = saved;
        __atomic_fetch_add(&s->__waiters, 1, 5);
        pthread_cleanup_push(leave, s);
        r = __wait_until(&s->__value, 0, CLOCK_REALTIME, deadline, s->__shared);
        pthread_cleanup_pop(1);
        if (r) {
            errno = r;
            return -1;
        }
    }
    return 0;
}

int sem_wait(sem_t *s)
{
    return sem_timedwait(s, NULL);
}

int sem_post(sem_t *s)
{
    int now = __atomic_load_n(&s->__value, 5);
    do
        if (now == SEM_VALUE_MAX) {
            errno = EOVERFLOW;
            return -1;
        }
    while (!__atomic_compare_exchange_n(&s->__value, &now, now + 1, 0, 5, 5));
    if (__atomic_load_n(&s->__waiters, 5) > 0)
        __futex_wake(&s->__value, 1, s->__shared);
    return 0;
}

int sem_getvalue(sem_t *restrict s, int *restrict to)
{
    *to = __atomic_load_n(&s->__value, 5);
    return 0;
}
