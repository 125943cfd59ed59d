/* Phases separated by a barrier: exactly one thread per phase is told it was the serial one. */
#include <pthread.h>
#include <stdio.h>

enum { N = 4, PHASES = 5 };
static pthread_barrier_t barrier;
static int arrived[PHASES], serial[PHASES], early;

static void *run(void *arg)
{
    for (int p = 0; p < PHASES; p++) {
        __atomic_fetch_add(&arrived[p], 1, __ATOMIC_SEQ_CST);
        int r = pthread_barrier_wait(&barrier);
        if (arrived[p] != N)
            early = 1;
        if (r == PTHREAD_BARRIER_SERIAL_THREAD)
            __atomic_fetch_add(&serial[p], 1, __ATOMIC_SEQ_CST);
    }
    return arg;
}

int main(void)
{
    pthread_t id[N];
    printf("init %d, of nobody refused %d\n", pthread_barrier_init(&barrier, NULL, N), pthread_barrier_init(&(pthread_barrier_t){ 0 }, NULL, 0) != 0);
    for (int i = 0; i < N; i++)
        pthread_create(&id[i], NULL, run, NULL);
    for (int i = 0; i < N; i++)
        pthread_join(id[i], NULL);
    for (int p = 0; p < PHASES; p++)
        printf("phase %d: arrived %d, serial %d\n", p, arrived[p], serial[p]);
    printf("early %d, destroy %d\n", early, pthread_barrier_destroy(&barrier));
    return 0;
}
