/* Normal ends of a process. The hooks are set by atexit.c and stdio when those are linked. */
#include <stddef.h>
#include "internal/libc.h"
#include "internal/syscall.h"

void (*__exit_handlers)(int);
void (*__exit_streams)(void);

_Noreturn void _exit(int status)
{
    for (;;)
        __syscall1(SYS_exit_group, status);
}

_Noreturn void _Exit(int status)
{
    _exit(status);
}

_Noreturn void exit(int status)
{
    if (__exit_handlers)
        __exit_handlers(status);
    if (__exit_streams)
        __exit_streams();
    _exit(status);
}
