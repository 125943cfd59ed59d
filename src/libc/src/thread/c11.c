/* <threads.h>: the C11 names over the POSIX calls. */
#include <errno.h>
#include <stdlib.h>
#include <threads.h>

static int answer(int error)
{
    switch (error) {
    case 0: return thrd_success;
    case ENOMEM: return thrd_nomem;
    case ETIMEDOUT: return thrd_timedout;
    case EBUSY: return thrd_busy;
    default: return thrd_error;
    }
}

struct start { thrd_start_t run; void *argument; };

static void *trampoline(void *argument)
{
    struct start s = *(struct start *)argument;
    free(argument);
    return (void *)(long)s.run(s.argument);
}

int thrd_create(thrd_t *id, thrd_start_t run, void *argument)
{
    struct start *s = malloc(sizeof *s);
    if (s == NULL)
        return thrd_nomem;
    s->run = run;
    s->argument = argument;
    int r = pthread_create(id, NULL, trampoline, s);
    if (r)
        free(s);
    return r == EAGAIN ? thrd_nomem : answer(r);
}

int thrd_join(thrd_t id, int *result)
{
    void *value;
    int r = pthread_join(id, &value);
    if (r == 0 && result)
        *result = (int)(long)value;
    return answer(r);
}

int thrd_detach(thrd_t id)
{
    return answer(pthread_detach(id));
}

_Noreturn void thrd_exit(int result)
{
    pthread_exit((void *)(long)result);
}

thrd_t thrd_current(void)
{
    return pthread_self();
}

int thrd_equal(thrd_t a, thrd_t b)
{
    return a == b;
}

int thrd_sleep(const struct timespec *span, struct timespec *left)
{
    int r = clock_nanosleep(CLOCK_REALTIME, 0, span, left);
    return r == 0 ? 0 : r == EINTR ? -1 : -2;
}

void thrd_yield(void)
{
    sched_yield();
}

int mtx_init(mtx_t *m, int type)
{
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, type & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
    return answer(pthread_mutex_init(m, &a));
}

void mtx_destroy(mtx_t *m)
{
    pthread_mutex_destroy(m);
}

int mtx_lock(mtx_t *m)
{
    return answer(pthread_mutex_lock(m));
}

int mtx_trylock(mtx_t *m)
{
    return answer(pthread_mutex_trylock(m));
}

int mtx_timedlock(mtx_t *restrict m, const struct timespec *restrict until)
{
    return answer(pthread_mutex_timedlock(m, until));
}

int mtx_unlock(mtx_t *m)
{
    return answer(pthread_mutex_unlock(m));
}

int cnd_init(cnd_t *c)
{
    return answer(pthread_cond_init(c, NULL));
}

void cnd_destroy(cnd_t *c)
{
    pthread_cond_destroy(c);
}

int cnd_wait(cnd_t *c, mtx_t *m)
{
    return answer(pthread_cond_wait(c, m));
}

int cnd_timedwait(cnd_t *restrict c, mtx_t *restrict m, const struct timespec *restrict until)
{
    return answer(pthread_cond_timedwait(c, m, until));
}

int cnd_signal(cnd_t *c)
{
    return answer(pthread_cond_signal(c));
}

int cnd_broadcast(cnd_t *c)
{
    return answer(pthread_cond_broadcast(c));
}

void call_once(once_flag *once, void (*run)(void))
{
    pthread_once(once, run);
}

int tss_create(tss_t *k, tss_dtor_t destroy)
{
    return answer(pthread_key_create(k, destroy));
}

void tss_delete(tss_t k)
{
    pthread_key_delete(k);
}

void *tss_get(tss_t k)
{
    return pthread_getspecific(k);
}

int tss_set(tss_t k, void *value)
{
    return answer(pthread_setspecific(k, value));
}
