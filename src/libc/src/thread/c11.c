/* C11 threads on POSIX ones. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>

static int answer(int error)
{
    return error == 0 ? thrd_success : error == EBUSY ? thrd_busy : error == ETIMEDOUT ? thrd_timedout : error == ENOMEM || error == EAGAIN ? thrd_nomem : thrd_error;
}

struct start { thrd_start_t f; void *argument; };

static void *run(void *p)
{
    struct start s = *(struct start *)p;
    free(p);
    return (void *)(intptr_t)s.f(s.argument);
}

int thrd_create(thrd_t *to, thrd_start_t f, void *argument)
{
    struct start *s = malloc(sizeof *s);
    if (s == NULL)
        return thrd_nomem;
    s->f = f;
    s->argument = argument;
    int r = pthread_create(to, NULL, run, s);
    if (r)
        free(s);
    return answer(r);
}

_Noreturn void thrd_exit(int result) { pthread_exit((void *)(intptr_t)result); }

int thrd_join(thrd_t t, int *result)
{
    void *value;
    int r = pthread_join(t, &value);
    if (r == 0 && result)
        *result = (int)(intptr_t)value;
    return answer(r);
}

int thrd_detach(thrd_t t) { return answer(pthread_detach(t)); }
thrd_t thrd_current(void) { return pthread_self(); }
int thrd_equal(thrd_t a, thrd_t b) { return a == b; }
int thrd_sleep(const struct timespec *t, struct timespec *left) { return nanosleep(t, left) == 0 ? 0 : errno == EINTR ? -1 : -2; }
void thrd_yield(void) { sched_yield(); }

int mtx_init(mtx_t *m, int type)
{
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, type & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
    return answer(pthread_mutex_init(m, &a));
}

void mtx_destroy(mtx_t *m) { pthread_mutex_destroy(m); }
int mtx_lock(mtx_t *m) { return answer(pthread_mutex_lock(m)); }
int mtx_trylock(mtx_t *m) { return answer(pthread_mutex_trylock(m)); }
int mtx_timedlock(mtx_t *restrict m, const struct timespec *restrict t) { return answer(pthread_mutex_timedlock(m, t)); }
int mtx_unlock(mtx_t *m) { return answer(pthread_mutex_unlock(m)); }
int cnd_init(cnd_t *c) { return answer(pthread_cond_init(c, NULL)); }
void cnd_destroy(cnd_t *c) { pthread_cond_destroy(c); }
int cnd_wait(cnd_t *c, mtx_t *m) { return answer(pthread_cond_wait(c, m)); }
int cnd_timedwait(cnd_t *restrict c, mtx_t *restrict m, const struct timespec *restrict t) { return answer(pthread_cond_timedwait(c, m, t)); }
int cnd_signal(cnd_t *c) { return answer(pthread_cond_signal(c)); }
int cnd_broadcast(cnd_t *c) { return answer(pthread_cond_broadcast(c)); }
int tss_create(tss_t *k, tss_dtor_t f) { return answer(pthread_key_create(k, f)); }
void tss_delete(tss_t k) { pthread_key_delete(k); }
void *tss_get(tss_t k) { return pthread_getspecific(k); }
int tss_set(tss_t k, void *v) { return answer(pthread_setspecific(k, v)); }
void call_once(once_flag *o, void (*f)(void)) { pthread_once(o, f); }
