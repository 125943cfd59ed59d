/* Dining philosophers without deadlock: the last one takes the forks in the other order. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum { N = 5, MEALS = 100 };
static sem_t fork_of[N];
static int meals[N], using[N], clash;

static int left(int p) { return p; }
static int right(int p) { return (p + 1) % N; }

static void *dine(void *arg)
{
    int p = *(int *)arg;
    int first = p == N - 1 ? right(p) : left(p), second = p == N - 1 ? left(p) : right(p);
    for (int i = 0; i < MEALS; i++) {
        sem_wait(&fork_of[first]);
        sem_wait(&fork_of[second]);
        if (using[first]++ || using[second]++)
            clash = 1;
        meals[p]++;
        using[first]--;
        using[second]--;
        sem_post(&fork_of[first]);
        sem_post(&fork_of[second]);
    }
    return NULL;
}

int main(void)
{
    pthread_t id[N];
    int number[N];
    for (int i = 0; i < N; i++)
        sem_init(&fork_of[i], 0, 1);
    for (int i = 0; i < N; i++) {
        number[i] = i;
        pthread_create(&id[i], NULL, dine, &number[i]);
    }
    for (int i = 0; i < N; i++)
        pthread_join(id[i], NULL);
    for (int i = 0; i < N; i++)
        printf("philosopher %d ate %d times\n", i, meals[i]);
    printf("clash: %d\n", clash);
    return 0;
}
