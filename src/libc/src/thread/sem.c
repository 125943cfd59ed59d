/* Unnamed semaphores: __value is the futex word; a post wakes when somebody waits. */
#include <errno.h>
#include <limits.h>
#include <semaphore.h>
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
    s->__pad = 0;
    return 0;
}

int sem_destroy(sem_t *s)
{
    (void)s;
    return 0;
}

int sem_getvalue(sem_t *restrict s, int *restrict value)
{
    *value = __atomic_load_n(&s->__value, 5);
    return 0;
}

static int take(sem_t *s)
{
    int value = __atomic_load_n(&s->__value, 5);
    while (value > 0)
        if (__atomic_compare_exchange_n(&s->__value, &value, value - 1, 0, 5, 5))
            return 1;
    return 0;
}

int sem_trywait(sem_t *s)
{
    if (take(s))
        return 0;
    errno = EAGAIN;
    return -1;
}

static void stop_waiting(void *s)
{
    __atomic_fetch_sub(&((sem_t *)s)->__waiters, 1, 5);
}

int sem_clockwait(sem_t *restrict s, clockid_t clock, const struct timespec *restrict until)
{
    struct __cleanup cleanup = { stop_waiting, s, 0 };
    int r = 0;
    pthread_testcancel();
    while (!take(s)) {
        __atomic_fetch_add(&s->__waiters, 1, 5);
        __cleanup_push(&cleanup);
        __SELF->cancel_point = 1;
        r = __wait_until(&s->__value, 0, clock, until, s->__shared);
        __SELF->cancel_point = 0;
        __cleanup_pop(&cleanup, 1);
        if (r) {
            errno = r;
            return -1;
        }
    }
    return 0;
}

int sem_timedwait(sem_t *restrict s, const struct timespec *restrict until)
{
    return sem_clockwait(s, CLOCK_REALTIME, until);
}

int sem_wait(sem_t *s)
{
    return sem_clockwait(s, CLOCK_REALTIME, NULL);
}

int sem_post(sem_t *s)
{
    int value = __atomic_load_n(&s->__value, 5), shared = s->__shared;
    do
        if (value == SEM_VALUE_MAX) {
            errno = EOVERFLOW;
            return -1;
        }
    while (!__atomic_compare_exchange_n(&s->__value, &value, value + 1, 0, 5, 5));
    if (__atomic_load_n(&s->__waiters, 5) > 0)
        __futex_wake(&s->__value, 1, shared);
    return 0;
}
