/* Signal actions. The kernel's structure has no restorer on RISC-V: it maps the return code itself. */
#include <errno.h>
#include <signal.h>
#include "internal/syscall.h"

struct kernel_action { void (*handler)(int); unsigned long flags; sigset_t mask; };

int sigaction(int n, const struct sigaction *restrict to, struct sigaction *restrict old)
{
    struct kernel_action k, was;
    if (to) {
        k.handler = to->sa_handler;
        k.flags = (unsigned long)to->sa_flags;
        k.mask = to->sa_mask;
    }
    long r = __result(__syscall4(SYS_rt_sigaction, n, to ? &k : 0, old ? &was : 0, 8));
    if (r == 0 && old) {
        old->sa_handler = was.handler;
        old->sa_flags = (int)was.flags;
        old->sa_mask = was.mask;
        old->sa_restorer = 0;
    }
    return r;
}

/* BSD semantics, as glibc's: the handler stays and calls restart. */
void (*signal(int n, void (*handler)(int)))(int)
{
    struct kernel_action k = { handler, SA_RESTART, { { 0, 0 } } }, was;
    if (handler == SIG_ERR)
        return (void (*)(int))__result(-EINVAL);
    if (__result(__syscall4(SYS_rt_sigaction, n, &k, &was, 8)) < 0)
        return SIG_ERR;
    return was.handler;
}

int siginterrupt(int n, int interrupt)
{
    struct sigaction a;
    if (sigaction(n, 0, &a) < 0)
        return -1;
    a.sa_flags = interrupt ? a.sa_flags & ~SA_RESTART : a.sa_flags | SA_RESTART;
    return sigaction(n, &a, 0);
}
