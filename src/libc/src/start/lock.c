/* The library's own lock: 0 free, 1 held, 2 held and somebody waits. Costs nothing before the first thread. */
#include "internal/syscall.h"
#include "internal/libc.h"

long __futex_wait(const int *address, int expected, const struct __timespec64 *timeout, int shared)
{
    return __syscall6(SYS_futex_time64, address, shared ? 0 : 128, expected, timeout, 0, 0);
}

void __futex_wake(const int *address, int count, int shared)
{
    __syscall6(SYS_futex_time64, address, shared ? 1 : 129, count, 0, 0, 0);
}

void __lock(int *lock)
{
    if (!__threaded)
        return;
    int free = 0;
    if (__atomic_compare_exchange_n(lock, &free, 1, 0, 5, 5))
        return;
    while (__atomic_exchange_n(lock, 2, 5) != 0)
        __futex_wait(lock, 2, 0, 0);
}

void __unlock(int *lock)
{
    if (!__threaded)
        return;
    if (__atomic_exchange_n(lock, 0, 5) == 2)
        __futex_wake(lock, 1, 0);
}
