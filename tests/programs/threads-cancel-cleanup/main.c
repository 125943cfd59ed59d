/* Deferred cancellation: at a blocking call, at a wait, when enabled again; cleanup handlers run in reverse. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int ready;

static void say(void *text)
{
    printf("cleanup: %s\n", (char *)text);
}

static void unlock(void *mutex)
{
    printf("cleanup: unlock\n");
    pthread_mutex_unlock(mutex);
}

static void *blocked(void *arg)
{
    char byte;
    pthread_cleanup_push(say, "outer");
    pthread_cleanup_push(say, "inner");
    read(*(int *)arg, &byte, 1);
    printf("not reached\n");
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return arg;
}

static void *waiting(void *arg)
{
    pthread_mutex_lock(&m);
    pthread_cleanup_push(unlock, &m);
    ready = 1;
    for (;;)
        pthread_cond_wait(&c, &m);
    pthread_cleanup_pop(1);
    return arg;
}

static void *careful(void *arg)
{
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
    __atomic_store_n(&ready, 2, __ATOMIC_SEQ_CST);
    usleep(20000);
    pthread_testcancel();
    printf("still here while disabled\n");
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
    pthread_testcancel();
    printf("not reached\n");
    return arg;
}

int main(void)
{
    pthread_t id;
    void *result;
    int pipe_ends[2];
    pipe(pipe_ends);
    pthread_create(&id, NULL, blocked, &pipe_ends[0]);
    usleep(20000);
    pthread_cancel(id);
    pthread_join(id, &result);
    printf("blocked: %s\n", result == PTHREAD_CANCELED ? "cancelled" : "returned");
    pthread_create(&id, NULL, waiting, NULL);
    for (int seen = 0; !seen;) {
        pthread_mutex_lock(&m);
        seen = ready;
        pthread_mutex_unlock(&m);
    }
    pthread_cancel(id);
    pthread_join(id, &result);
    printf("waiting: %s\n", result == PTHREAD_CANCELED ? "cancelled" : "returned");
    printf("mutex free: %d\n", pthread_mutex_trylock(&m) == 0);
    pthread_create(&id, NULL, careful, NULL);
    while (__atomic_load_n(&ready, __ATOMIC_SEQ_CST) != 2)
        ;
    pthread_cancel(id);
    pthread_join(id, &result);
    printf("careful: %s\n", result == PTHREAD_CANCELED ? "cancelled" : "returned");
    return 0;
}
