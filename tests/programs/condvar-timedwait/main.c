/* A wait that ends by time: absolute, on the real-time and on the monotonic clock. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static void try(int clock, const char *name)
{
    pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t c;
    pthread_condattr_t a;
    struct timespec begin, until, end;
    pthread_condattr_init(&a);
    pthread_condattr_setclock(&a, clock);
    pthread_cond_init(&c, &a);
    clock_gettime(clock, &begin);
    until = begin;
    until.tv_nsec += 20 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_mutex_lock(&m);
    int r;
    do
        r = pthread_cond_timedwait(&c, &m, &until);
    while (r == 0);
    printf("%s: timed out %d, mutex held %d\n", name, r == ETIMEDOUT, pthread_mutex_trylock(&m) == EBUSY);
    pthread_mutex_unlock(&m);
    clock_gettime(clock, &end);
    long long ns = (end.tv_sec - begin.tv_sec) * 1000000000LL + end.tv_nsec - begin.tv_nsec;
    printf("at least 20 ms: %d\n", ns >= 20000000);
    until.tv_nsec = 1000000000;
    pthread_mutex_lock(&m);
    printf("bad time refused: %d\n", pthread_cond_timedwait(&c, &m, &until) == EINVAL);
    pthread_mutex_unlock(&m);
    pthread_cond_destroy(&c);
}

int main(void)
{
    try(CLOCK_REALTIME, "realtime");
    try(CLOCK_MONOTONIC, "monotonic");
    return 0;
}
