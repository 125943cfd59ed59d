/* One-time initialisation: 0 not yet, 1 running, 2 done. */
#include "internal/thread.h"

int pthread_once(pthread_once_t *once, void (*f)(void))
{
    for (;;) {
        int now = 0;
        if (__atomic_load_n(once, 5) == 2)
            return 0;
        if (__atomic_compare_exchange_n(once, &now, 1, 0, 5, 5)) {
            f();
            __atomic_store_n(once, 2, 5);
            __futex_wake(once, 0x7fffffff, 0);
            return 0;
        }
        if (now == 1)
            __futex_wait(once, 1, 0, 0);
    }
}
