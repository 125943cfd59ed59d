/* The same ideas with the threads of C11. */
#include <stdatomic.h>
#include <stdio.h>
#include <threads.h>

static mtx_t lock;
static cnd_t changed;
static int turn, plain;
static atomic_int counter;
static once_flag flag = ONCE_FLAG_INIT;
static thread_local int calls;

static void hello(void)
{
    printf("once\n");
}

static int worker(void *arg)
{
    int me = *(int *)arg;
    call_once(&flag, hello);
    for (int i = 0; i < 100; i++) {
        atomic_fetch_add(&counter, 1);
        mtx_lock(&lock);
        plain++;
        mtx_unlock(&lock);
        calls++;
    }
    mtx_lock(&lock);
    while (turn != me)
        cnd_wait(&changed, &lock);
    printf("worker %d, calls %d\n", me, calls);
    turn++;
    cnd_broadcast(&changed);
    mtx_unlock(&lock);
    return me * me;
}

int main(void)
{
    thrd_t id[4];
    int number[4], result[4];
    mtx_init(&lock, mtx_plain);
    cnd_init(&changed);
    for (int i = 0; i < 4; i++) {
        number[i] = i;
        if (thrd_create(&id[i], worker, &number[i]) != thrd_success)
            return 1;
    }
    for (int i = 0; i < 4; i++) {
        thrd_join(id[i], &result[i]);
    }
    for (int i = 0; i < 4; i++)
        printf("result %d\n", result[i]);
    printf("counter %d, plain %d, main's calls %d\n", counter, plain, calls);
    printf("busy: %d\n", mtx_lock(&lock) == thrd_success && mtx_trylock(&lock) == thrd_busy);
    return 0;
}
