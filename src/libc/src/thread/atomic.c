/* What <stdatomic.h> needs beyond macros. A fence is an atomic operation on a word of its own. */
#include <stdatomic.h>

static int word;

int __atomic_flag_set(volatile atomic_flag *f)
{
    return __atomic_exchange_n((volatile int *)&f->__held, 1, 5);
}


void atomic_thread_fence(memory_order order)
{
    (void)order;
    __atomic_fetch_add(&word, 0, 5);
}

void atomic_signal_fence(memory_order order)
{
    (void)order;
}
