/* Creates threads with arguments and collects their results. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct { int a, b; } args_t;
typedef struct { int sum, product; } result_t;

static void *work(void *arg)
{
    args_t *in = arg;
    result_t *out = malloc(sizeof *out);
    out->sum = in->a + in->b;
    out->product = in->a * in->b;
    return out;
}

int main(void)
{
    pthread_t id[8];
    args_t args[8];
    for (int i = 0; i < 8; i++) {
        args[i] = (args_t){ i, i + 10 };
        int rc = pthread_create(&id[i], NULL, work, &args[i]);
        if (rc != 0)
            return 1;
    }
    for (int i = 0; i < 8; i++) {
        result_t *r;
        pthread_join(id[i], (void **)&r);
        printf("thread %d: %d %d\n", i, r->sum, r->product);
        free(r);
    }
    printf("self equal: %d\n", pthread_equal(pthread_self(), pthread_self()) != 0);
    return 0;
}
