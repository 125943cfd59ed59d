/* Readers share, a writer excludes; what try and misuse answer. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int low, high, torn;

static void *reader(void *arg)
{
    for (int i = 0; i < 500; i++) {
        pthread_rwlock_rdlock(&lock);
        if (low + high != 0)
            __atomic_fetch_add(&torn, 1, __ATOMIC_SEQ_CST);
        pthread_rwlock_unlock(&lock);
    }
    return arg;
}

static void *writer(void *arg)
{
    for (int i = 0; i < 500; i++) {
        pthread_rwlock_wrlock(&lock);
        low--;
        high++;
        pthread_rwlock_unlock(&lock);
    }
    return arg;
}

static void *probe(void *arg)
{
    int r = pthread_rwlock_tryrdlock(&lock);
    if (r == 0)
        pthread_rwlock_unlock(&lock);
    int w = pthread_rwlock_trywrlock(&lock);
    if (w == 0)
        pthread_rwlock_unlock(&lock);
    printf("%s: read %s, write %s\n", (char *)arg, r ? "busy" : "ok", w ? "busy" : "ok");
    return arg;
}

static void ask(const char *when)
{
    pthread_t id;
    pthread_create(&id, NULL, probe, (void *)when);
    pthread_join(id, NULL);
}

int main(void)
{
    pthread_t id[5];
    for (int i = 0; i < 5; i++)
        pthread_create(&id[i], NULL, i < 3 ? reader : writer, NULL);
    for (int i = 0; i < 5; i++)
        pthread_join(id[i], NULL);
    printf("low %d high %d torn %d\n", low, high, torn);
    ask("free");
    pthread_rwlock_rdlock(&lock);
    ask("read-locked");
    pthread_rwlock_unlock(&lock);
    pthread_rwlock_wrlock(&lock);
    ask("write-locked");
    printf("own read lock is a deadlock: %d\n", pthread_rwlock_rdlock(&lock) == EDEADLK);
    printf("own write lock is a deadlock: %d\n", pthread_rwlock_wrlock(&lock) == EDEADLK);
    pthread_rwlock_unlock(&lock);
    printf("destroy %d\n", pthread_rwlock_destroy(&lock));
    return 0;
}
