/* Two threads add to one counter: with a lock no update is lost. */
#include <pthread.h>
#include <stdio.h>

static volatile int counter;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *adder(void *name)
{
    for (int i = 0; i < 20000; i++) {
        pthread_mutex_lock(&lock);
        counter = counter + 1;
        pthread_mutex_unlock(&lock);
    }
    return name;
}

int main(void)
{
    pthread_t a, b;
    void *name;
    printf("main: begin (counter = %d)\n", counter);
    pthread_create(&a, NULL, adder, "A");
    pthread_create(&b, NULL, adder, "B");
    pthread_join(a, &name);
    printf("%s done\n", (char *)name);
    pthread_join(b, &name);
    printf("%s done\n", (char *)name);
    printf("main: done with both (counter = %d)\n", counter);
    return 0;
}
