/* What each kind of mutex answers to misuse. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t m;

static void init(int type)
{
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, type);
    pthread_mutex_init(&m, &a);
    pthread_mutexattr_destroy(&a);
}

static void *other(void *unused)
{
    struct timespec past = { 1, 0 };
    printf("  other trylock busy: %d\n", pthread_mutex_trylock(&m) == EBUSY);
    printf("  other timedlock times out: %d\n", pthread_mutex_timedlock(&m, &past) == ETIMEDOUT);
    printf("  other unlock: %d\n", pthread_mutex_unlock(&m) == EPERM);
    return unused;
}

int main(void)
{
    pthread_t id;
    init(PTHREAD_MUTEX_ERRORCHECK);
    printf("errorcheck: lock %d\n", pthread_mutex_lock(&m));
    printf("again is EDEADLK: %d\n", pthread_mutex_lock(&m) == EDEADLK);
    pthread_create(&id, NULL, other, NULL);
    pthread_join(id, NULL);
    printf("unlock %d\n", pthread_mutex_unlock(&m));
    printf("again EPERM %d\n", pthread_mutex_unlock(&m) == EPERM);
    pthread_mutex_destroy(&m);
    init(PTHREAD_MUTEX_RECURSIVE);
    for (int i = 0; i < 3; i++)
        printf("recursive lock %d\n", pthread_mutex_lock(&m));
    pthread_create(&id, NULL, other, NULL);
    pthread_join(id, NULL);
    for (int i = 0; i < 3; i++)
        printf("recursive unlock %d\n", pthread_mutex_unlock(&m));
    printf("one too many: %d\n", pthread_mutex_unlock(&m) == EPERM);
    init(PTHREAD_MUTEX_NORMAL);
    pthread_mutex_lock(&m);
    printf("destroy while held busy: %d\n", pthread_mutex_destroy(&m) == EBUSY);
    printf("normal trylock by owner busy: %d\n", pthread_mutex_trylock(&m) == EBUSY);
    pthread_mutex_unlock(&m);
    printf("destroy %d\n", pthread_mutex_destroy(&m));
    return 0;
}
