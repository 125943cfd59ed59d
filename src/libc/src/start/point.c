/* Cancellation points: see internal/libc.h. */
#include "internal/libc.h"

void (*__cancel_hook)(void);

void __point_begin(void)
{
    __SELF->point = 1;
    if (__cancel_hook)
        __cancel_hook();
}

long __point_end(long answer)
{
    if (__threaded)
        __SELF->point = 0;
    return answer;
}
