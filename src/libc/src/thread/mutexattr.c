/* Attributes of mutexes, condition variables, read-write locks and barriers. */
#include <errno.h>
#include <pthread.h>

static int set(int *to, int value, int most)
{
    if (value < 0 || value > most)
        return EINVAL;
    *to = value;
    return 0;
}

int pthread_mutexattr_init(pthread_mutexattr_t *a)
{
    a->__type = a->__shared = a->__protocol = a->__robust = 0;
    return 0;
}

int pthread_mutexattr_destroy(pthread_mutexattr_t *a) { (void)a; return 0; }
int pthread_mutexattr_settype(pthread_mutexattr_t *a, int type) { return set(&a->__type, type, 2); }
int pthread_mutexattr_gettype(const pthread_mutexattr_t *restrict a, int *restrict to) { *to = a->__type; return 0; }
int pthread_mutexattr_setpshared(pthread_mutexattr_t *a, int shared) { return set(&a->__shared, shared, 1); }
int pthread_mutexattr_getpshared(const pthread_mutexattr_t *restrict a, int *restrict to) { *to = a->__shared; return 0; }
int pthread_mutexattr_setprotocol(pthread_mutexattr_t *a, int protocol) { return set(&a->__protocol, protocol, 2); }
int pthread_mutexattr_getprotocol(const pthread_mutexattr_t *restrict a, int *restrict to) { *to = a->__protocol; return 0; }
int pthread_mutexattr_setrobust(pthread_mutexattr_t *a, int robust) { return set(&a->__robust, robust, 1); }
int pthread_mutexattr_getrobust(const pthread_mutexattr_t *restrict a, int *restrict to) { *to = a->__robust; return 0; }

int pthread_condattr_init(pthread_condattr_t *a)
{
    a->__shared = a->__clock = 0;
    return 0;
}

int pthread_condattr_destroy(pthread_condattr_t *a) { (void)a; return 0; }
int pthread_condattr_setclock(pthread_condattr_t *a, clockid_t clock) { return set(&a->__clock, clock, 1); }
int pthread_condattr_getclock(const pthread_condattr_t *restrict a, clockid_t *restrict to) { *to = a->__clock; return 0; }
int pthread_condattr_setpshared(pthread_condattr_t *a, int shared) { return set(&a->__shared, shared, 1); }
int pthread_condattr_getpshared(const pthread_condattr_t *restrict a, int *restrict to) { *to = a->__shared; return 0; }

int pthread_rwlockattr_init(pthread_rwlockattr_t *a)
{
    a->__shared = a->__kind = 0;
    return 0;
}

int pthread_rwlockattr_destroy(pthread_rwlockattr_t *a) { (void)a; return 0; }
int pthread_rwlockattr_setpshared(pthread_rwlockattr_t *a, int shared) { return set(&a->__shared, shared, 1); }
int pthread_barrierattr_init(pthread_barrierattr_t *a) { a->__shared = 0; return 0; }
int pthread_barrierattr_destroy(pthread_barrierattr_t *a) { (void)a; return 0; }
int pthread_barrierattr_setpshared(pthread_barrierattr_t *a, int shared) { return set(&a->__shared, shared, 1); }
