/* Thread-specific data with destructors, and a function that runs once. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int destroyed, sum;
static _Thread_local int local = 5;

static void destroy(void *p)
{
    __atomic_fetch_add(&destroyed, 1, __ATOMIC_SEQ_CST);
    __atomic_fetch_add(&sum, *(int *)p, __ATOMIC_SEQ_CST);
    free(p);
}

static void make(void)
{
    printf("make the key\n");
    pthread_key_create(&key, destroy);
}

static void *run(void *arg)
{
    pthread_once(&once, make);
    int *mine = malloc(sizeof *mine);
    *mine = *(int *)arg;
    if (pthread_getspecific(key) != NULL)
        printf("not NULL at first\n");
    pthread_setspecific(key, mine);
    local += *mine;
    if (*(int *)pthread_getspecific(key) != *mine || local != 5 + *mine)
        printf("wrong value\n");
    if (*mine == 3)
        pthread_exit(arg);
    return arg;
}

int main(void)
{
    pthread_t id[4];
    int number[4];
    for (int i = 0; i < 4; i++) {
        number[i] = i + 1;
        pthread_create(&id[i], NULL, run, &number[i]);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(id[i], NULL);
    printf("destroyed %d, sum %d, main's local %d\n", destroyed, sum, local);
    printf("main has %p\n", pthread_getspecific(key));
    printf("delete %d\n", pthread_key_delete(key));
    printf("again fails %d\n", pthread_key_delete(key) != 0);
    return 0;
}
