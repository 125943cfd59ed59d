/* <ucontext.h>: switching between contexts in user space. The registers are kept as setjmp keeps them, in the room of
   the floating-point registers of uc_mcontext. */
#ifndef _UCONTEXT_H
#define _UCONTEXT_H
#include <setjmp.h>
#include <signal.h>
#define __context_jump(u) (*(jmp_buf *)(void *)(u)->uc_mcontext.__fpregs)
int __get_context(ucontext_t *);
/* Comes back a second time, with 0 again, when the context is set. */
#define getcontext(u) (__get_context(u), (void)setjmp(__context_jump(u)), 0)
int setcontext(const ucontext_t *);
int swapcontext(ucontext_t *restrict, const ucontext_t *restrict);
void makecontext(ucontext_t *, void (*)(void), int, ...);
#endif
