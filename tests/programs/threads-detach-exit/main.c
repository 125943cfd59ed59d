/* Detached threads; main leaves by pthread_exit and the process ends with its last thread. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

static sem_t done;
static pthread_t main_thread;

static void *detached(void *arg)
{
    sem_post(&done);
    return arg;
}

static void *last(void *arg)
{
    pthread_join(main_thread, NULL);
    printf("main is gone, %s goes on\n", (char *)arg);
    return arg;
}

static void bye(void)
{
    printf("exit handler\n");
}

int main(void)
{
    pthread_t id;
    pthread_attr_t attr;
    int state;
    atexit(bye);
    sem_init(&done, 0, 0);
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    pthread_attr_getdetachstate(&attr, &state);
    printf("detached state %d\n", state == PTHREAD_CREATE_DETACHED);
    for (int i = 0; i < 50; i++) {
        pthread_create(&id, &attr, detached, NULL);
        sem_wait(&done);
    }
    pthread_create(&id, NULL, detached, NULL);
    printf("detach %d\n", pthread_detach(id));
    sem_wait(&done);
    printf("join oneself: %d\n", pthread_join(pthread_self(), NULL) == EDEADLK);
    main_thread = pthread_self();
    pthread_create(&id, NULL, last, "last");
    pthread_exit(NULL);
}
