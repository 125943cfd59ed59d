/* Signal actions. The kernel's structure has no restorer on RISC-V: it maps the return code itself. */
#include <errno.h>
#include <signal.h>
#include "internal/syscall.h"

/* Linux: handler, flags, two words of mask. qemu-user up to 8 wrongly has a word for a restorer before the mask, so the
   fifth word tells the two apart: only qemu writes it. */
struct kernel_action { void (*handler)(int); unsigned long flags, word[3]; };
#define UNTOUCHED 0x55aa55aaul

/* Where the mask begins: word 0, or 1 under qemu-user. Asked once, and only for a mask that is not empty. */
static int mask_at(void)
{
    static int known, at;
    if (!known) {
        struct kernel_action was;
        was.word[2] = UNTOUCHED;
        __syscall4(SYS_rt_sigaction, SIGCHLD, 0, &was, 8);
        at = was.word[2] != UNTOUCHED;
        known = 1;
    }
    return at;
}

int sigaction(int n, const struct sigaction *restrict to, struct sigaction *restrict old)
{
    struct kernel_action k, was;
    if (to) {
        k.handler = to->sa_handler;
        k.flags = (unsigned long)to->sa_flags;
        k.word[0] = k.word[1] = k.word[2] = 0;
        if (to->sa_mask.__bits[0] | to->sa_mask.__bits[1]) {
            int at = mask_at();
            k.word[at] = to->sa_mask.__bits[0];
            k.word[at + 1] = to->sa_mask.__bits[1];
        }
    }
    was.word[2] = UNTOUCHED;
    long r = __result(__syscall4(SYS_rt_sigaction, n, to ? &k : 0, old ? &was : 0, 8));
    if (r == 0 && old) {
        int at = was.word[2] != UNTOUCHED;
        old->sa_handler = was.handler;
        old->sa_flags = (int)was.flags;
        old->sa_mask.__bits[0] = was.word[at];
        old->sa_mask.__bits[1] = was.word[at + 1];
        old->sa_restorer = 0;
    }
    return r;
}

/* BSD semantics, as glibc's: the handler stays and calls restart. */
void (*signal(int n, void (*handler)(int)))(int)
{
    struct kernel_action k = { handler, SA_RESTART, { 0, 0, 0 } }, was;
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
