/* A semaphore built from a lock and a condition variable, and a readers-writers lock built from that semaphore. */
#include <pthread.h>
#include <stdio.h>

typedef struct { int value; pthread_cond_t cond; pthread_mutex_t lock; } zem_t;
typedef struct { zem_t lock, writelock; int readers; } rwlock_t;

static void zem_init(zem_t *z, int value)
{
    z->value = value;
    pthread_cond_init(&z->cond, NULL);
    pthread_mutex_init(&z->lock, NULL);
}

static void zem_wait(zem_t *z)
{
    pthread_mutex_lock(&z->lock);
    while (z->value <= 0)
        pthread_cond_wait(&z->cond, &z->lock);
    z->value--;
    pthread_mutex_unlock(&z->lock);
}

static void zem_post(zem_t *z)
{
    pthread_mutex_lock(&z->lock);
    z->value++;
    pthread_cond_signal(&z->cond);
    pthread_mutex_unlock(&z->lock);
}

static rwlock_t rw;
static int shared, bad, reads;

static void *reader(void *arg)
{
    for (int i = 0; i < 50; i++) {
        zem_wait(&rw.lock);
        if (++rw.readers == 1)
            zem_wait(&rw.writelock);
        zem_post(&rw.lock);
        if (shared % 2)
            bad = 1;
        __sync_fetch_and_add(&reads, 1);
        zem_wait(&rw.lock);
        if (--rw.readers == 0)
            zem_post(&rw.writelock);
        zem_post(&rw.lock);
    }
    return arg;
}

static void *writer(void *arg)
{
    for (int i = 0; i < 50; i++) {
        zem_wait(&rw.writelock);
        shared++;
        shared++;
        zem_post(&rw.writelock);
    }
    return arg;
}

int main(void)
{
    pthread_t id[6];
    zem_init(&rw.lock, 1);
    zem_init(&rw.writelock, 1);
    for (int i = 0; i < 6; i++)
        pthread_create(&id[i], NULL, i % 2 ? writer : reader, NULL);
    for (int i = 0; i < 6; i++)
        pthread_join(id[i], NULL);
    printf("shared %d, reads %d, bad %d\n", shared, reads, bad);
    return 0;
}
