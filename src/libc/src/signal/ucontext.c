/* Contexts on setjmp and longjmp. A made context starts in `enter` on its own stack. */
#include <stdarg.h>
#include <stdlib.h>
#include <ucontext.h>
#include "internal/syscall.h"

/* The context being entered for the first time, for `enter` to find. */
static _Thread_local ucontext_t *entering;

int __get_context(ucontext_t *u)
{
    u->uc_flags = 0;
    return __result(__syscall4(SYS_rt_sigprocmask, 0, 0, &u->uc_sigmask, 8));
}

int setcontext(const ucontext_t *u)
{
    if (__result(__syscall4(SYS_rt_sigprocmask, SIG_SETMASK, &u->uc_sigmask, 0, 8)) < 0)
        return -1;
    entering = (ucontext_t *)u;
    longjmp(__context_jump((ucontext_t *)u), 1);
}

int swapcontext(ucontext_t *restrict from, const ucontext_t *restrict to)
{
    if (__get_context(from) < 0)
        return -1;
    if (setjmp(__context_jump(from)))
        return 0;
    return setcontext(to);
}

/* gregs 1..8 hold the arguments, greg 0 the function. */
static void enter(void)
{
    ucontext_t *u = entering;
    unsigned long *r = u->uc_mcontext.__gregs;
    void (*f)(unsigned long, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long) =
        (void (*)(unsigned long, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long))r[0];
    f(r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8]);
    if (u->uc_link)
        setcontext(u->uc_link);
    exit(0);
}

void makecontext(ucontext_t *u, void (*f)(void), int count, ...)
{
    va_list args;
    unsigned long *r = u->uc_mcontext.__gregs, *words = __context_jump(u)->__word;
    r[0] = (unsigned long)f;
    va_start(args, count);
    for (int i = 0; i < 8; i++)
        r[i + 1] = i < count ? va_arg(args, unsigned long) : 0;
    va_end(args);
    for (int i = 0; i < 14; i++)
        words[i] = 0;
    words[0] = (unsigned long)enter;                                                       /* ra */
    words[13] = ((unsigned long)u->uc_stack.ss_sp + u->uc_stack.ss_size) & ~15ul;          /* sp */
}
