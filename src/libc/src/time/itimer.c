/* Interval timers and alarms. setitimer's times are two longs each on riscv32. */
#include <sys/time.h>
#include <unistd.h>
#include "internal/syscall.h"

int getitimer(int which, struct itimerval *to)
{
    return __result(__syscall2(SYS_getitimer, which, to));
}

int setitimer(int which, const struct itimerval *restrict to, struct itimerval *restrict old)
{
    return __result(__syscall3(SYS_setitimer, which, to, old));
}

unsigned alarm(unsigned seconds)
{
    struct itimerval t = { { 0, 0 }, { (time_t)seconds, 0 } }, old;
    if (setitimer(ITIMER_REAL, &t, &old) < 0)
        return 0;
    return (unsigned)old.it_value.tv_sec + (old.it_value.tv_usec >= 500000 || (old.it_value.tv_sec == 0 && old.it_value.tv_usec > 0));
}

useconds_t ualarm(useconds_t value, useconds_t interval)
{
    struct itimerval t = { { (time_t)(interval / 1000000), (suseconds_t)(interval % 1000000) }, { (time_t)(value / 1000000), (suseconds_t)(value % 1000000) } }, old;
    if (setitimer(ITIMER_REAL, &t, &old) < 0)
        return (useconds_t)-1;
    return (useconds_t)(old.it_value.tv_sec * 1000000 + old.it_value.tv_usec);
}
