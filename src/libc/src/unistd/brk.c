/* The program break: where the heap ends. */
#include <errno.h>
#include <unistd.h>
#include "internal/syscall.h"

int brk(void *end)
{
    if ((void *)__syscall1(SYS_brk, end) == end)
        return 0;
    errno = ENOMEM;
    return -1;
}

void *sbrk(intptr_t change)
{
    char *now = (char *)__syscall1(SYS_brk, 0);
    if (change != 0 && brk(now + change))
        return (void *)-1;
    return now;
}
