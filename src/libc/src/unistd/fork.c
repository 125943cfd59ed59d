/* New processes: clone with no shared part; the child's termination signal is SIGCHLD. */
#include <unistd.h>
#include "internal/syscall.h"
#include "internal/libc.h"

extern int __thread_count;

pid_t fork(void)
{
    if (__fork_handlers)
        __fork_handlers(0);
    long r = __syscall5(SYS_clone, 17, 0, 0, 0, 0);
    if (r == 0) {
        /* The child has this thread only: its locks are free again, and it is the last one to end. */
        __SELF->tid = 0;
        __threaded = 0;
        __thread_count = 1;
    }
    if (__fork_handlers)
        __fork_handlers(r == 0 ? 2 : 1);
    return __result(r);
}
