/* New processes: clone with no shared part; the child's termination signal is SIGCHLD. */
#include <unistd.h>
#include "internal/syscall.h"
#include "internal/libc.h"

void (*__fork_hook)(int stage);

pid_t fork(void)
{
    if (__fork_hook)
        __fork_hook(0);
    long r = __syscall5(SYS_clone, 17, 0, 0, 0, 0);
    if (r == 0) {
        struct __tcb *self = __SELF;
        self->tid = __threaded ? (int)__syscall0(SYS_gettid) : 0;
    }
    if (__fork_hook)
        __fork_hook(r == 0 ? 2 : 1);
    return __result(r);
}
