/* Semaphores for ordering, for a bounded buffer, and what their edges answer. */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

static sem_t ready, empty, full;
static int buffer[3];

static void *child(void *arg)
{
    printf("child\n");
    sem_post(&ready);
    return arg;
}

static void *producer(void *arg)
{
    for (int i = 0; i < 10; i++) {
        sem_wait(&empty);
        buffer[i % 3] = i * i;
        sem_post(&full);
    }
    return arg;
}

int main(void)
{
    pthread_t t;
    int value;
    sem_init(&ready, 0, 0);
    printf("parent: begin\n");
    pthread_create(&t, NULL, child, NULL);
    sem_wait(&ready);
    printf("parent: end\n");
    pthread_join(t, NULL);
    sem_init(&empty, 0, 3);
    sem_init(&full, 0, 0);
    pthread_create(&t, NULL, producer, NULL);
    for (int i = 0; i < 10; i++) {
        sem_wait(&full);
        printf("%d ", buffer[i % 3]);
        sem_post(&empty);
    }
    pthread_join(t, NULL);
    sem_getvalue(&empty, &value);
    printf("\nempty = %d\n", value);
    sem_getvalue(&full, &value);
    printf("full = %d\n", value);
    value = sem_trywait(&full);
    printf("trywait %d, again %d\n", value, errno == EAGAIN);
    struct timespec past = { 0, 0 };
    value = sem_timedwait(&full, &past);
    printf("timedwait %d, timed out %d\n", value, errno == ETIMEDOUT);
    value = sem_init(&full, 0, (unsigned)SEM_VALUE_MAX + 1u);
    printf("too large %d, invalid %d\n", value, errno == EINVAL);
    sem_init(&full, 0, SEM_VALUE_MAX);
    value = sem_post(&full);
    printf("overflow %d %d\n", value, errno == EOVERFLOW);
    return 0;
}
