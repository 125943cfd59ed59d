/* pthread_once: 0 not run, 1 running, 2 running with waiters, 3 done. A cancelled run counts as not run. */
#include "internal/thread.h"

static void forget(void *once)
{
    __atomic_store_n((int *)once, 0, 5);
    __futex_wake(once, 0x7fffffff, 0);
}

int pthread_once(pthread_once_t *once, void (*run)(void))
{
    for (;;) {
        int state = 0;
        if (__atomic_compare_exchange_n(once, &state, 1, 0, 5, 5)) {
            struct __cleanup cleanup = { forget, once, 0 };
            __cleanup_push(&cleanup);
            run();
            __cleanup_pop(&cleanup, 0);
            if (__atomic_exchange_n(once, 3, 5) == 2)
                __futex_wake(once, 0x7fffffff, 0);
            return 0;
        }
        if (state == 3)
            return 0;
        if (state == 1 && !__atomic_compare_exchange_n(once, &state, 2, 0, 5, 5))
            continue;
        __futex_wait(once, 2, 0, 0);
    }
}
