/* A bounded buffer with two condition variables: several producers and consumers, nothing lost or doubled. */
#include <pthread.h>
#include <stdio.h>

enum { SLOTS = 4, PRODUCERS = 2, CONSUMERS = 3, LOOPS = 200 };
static int buffer[SLOTS], fill, use, count;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t empty = PTHREAD_COND_INITIALIZER, full = PTHREAD_COND_INITIALIZER;
static int seen[PRODUCERS * LOOPS];

static void put(int value)
{
    pthread_mutex_lock(&mutex);
    while (count == SLOTS)
        pthread_cond_wait(&empty, &mutex);
    buffer[fill] = value;
    fill = (fill + 1) % SLOTS;
    count++;
    pthread_cond_signal(&full);
    pthread_mutex_unlock(&mutex);
}

static int get(void)
{
    pthread_mutex_lock(&mutex);
    while (count == 0)
        pthread_cond_wait(&full, &mutex);
    int value = buffer[use];
    use = (use + 1) % SLOTS;
    count--;
    pthread_cond_signal(&empty);
    pthread_mutex_unlock(&mutex);
    return value;
}

static void *producer(void *arg)
{
    int first = *(int *)arg * LOOPS;
    for (int i = 0; i < LOOPS; i++)
        put(first + i);
    return NULL;
}

static void *consumer(void *arg)
{
    int value;
    while ((value = get()) >= 0)
        __atomic_fetch_add(&seen[value], 1, __ATOMIC_SEQ_CST);
    return arg;
}

int main(void)
{
    pthread_t p[PRODUCERS], c[CONSUMERS];
    int number[PRODUCERS], once = 0;
    for (int i = 0; i < CONSUMERS; i++)
        pthread_create(&c[i], NULL, consumer, NULL);
    for (int i = 0; i < PRODUCERS; i++) {
        number[i] = i;
        pthread_create(&p[i], NULL, producer, &number[i]);
    }
    for (int i = 0; i < PRODUCERS; i++)
        pthread_join(p[i], NULL);
    for (int i = 0; i < CONSUMERS; i++)
        put(-1);
    for (int i = 0; i < CONSUMERS; i++)
        pthread_join(c[i], NULL);
    for (int i = 0; i < PRODUCERS * LOOPS; i++)
        once += seen[i] == 1;
    printf("%d values consumed exactly once, %d left\n", once, count);
    return 0;
}
