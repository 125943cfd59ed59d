/* A system call by number. */
#include <stdarg.h>
#include <unistd.h>
#include "internal/syscall.h"

long syscall(long number, ...)
{
    va_list args;
    long a[6];
    va_start(args, number);
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(args, long);
    va_end(args);
    return __result(__syscall6(number, a[0], a[1], a[2], a[3], a[4], a[5]));
}
