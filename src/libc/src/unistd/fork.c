/* New processes: clone with no shared part; the child's termination signal is SIGCHLD. */
#include <unistd.h>
#include "internal/syscall.h"
#include "internal/libc.h"

pid_t fork(void)
{
    long r = __syscall5(SYS_clone, 17, 0, 0, 0, 0);
    if (r == 0) {
        struct __tcb *self = __SELF;
        self->tid = __threaded ? (int)__syscall0(SYS_gettid) : 0;
    }
    return __result(r);
}
