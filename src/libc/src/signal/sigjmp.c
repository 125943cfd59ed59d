/* sigsetjmp keeps the signal mask beside the registers; siglongjmp puts it back. */
#include <setjmp.h>
#include "internal/syscall.h"

int __save_mask(jmp_buf env, int save)
{
    env->__saved = save != 0;
    if (save)
        __syscall4(SYS_rt_sigprocmask, 0, 0, env->__mask, 8);
    return 0;
}

_Noreturn void siglongjmp(sigjmp_buf env, int value)
{
    if (env->__saved)
        __syscall4(SYS_rt_sigprocmask, 2, env->__mask, 0, 8);
    longjmp(env, value);
}
