/* Cancellation. pthread_cancel marks the thread and sends it signal 32. The handler ends the thread at once when that is
   asynchronous, or when the signal interrupted a blocked call that is a cancellation point: the saved registers say so
   (a7 is the call's number; the pc stands at an ecall, or just after one that returned -EINTR), or when the thread waits
   in a condition variable or semaphore, whose wait is safe to leave anywhere (`cancel_point`). Otherwise the thread goes on to its next cancellation point, which asks `__cancel_check` first. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include "internal/thread.h"

static int blocks(unsigned long call)
{
    static const short points[] = {
        SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_pwrite64, SYS_openat, SYS_waitid, SYS_accept, SYS_accept4,
        SYS_connect, SYS_sendto, SYS_recvfrom, SYS_sendmsg, SYS_recvmsg, SYS_clock_nanosleep_time64, SYS_pselect6_time64,
        SYS_ppoll_time64, SYS_epoll_pwait, SYS_rt_sigsuspend, SYS_rt_sigtimedwait_time64, SYS_mq_timedsend_time64,
        SYS_mq_timedreceive_time64, SYS_msgsnd, SYS_msgrcv, SYS_fsync, SYS_fdatasync, SYS_msync, SYS_fcntl,
    };
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        if (call == (unsigned long)points[i])
            return 1;
    return 0;
}

static void cancel_check(void)
{
    struct __tcb *self = __SELF;
    if (self->cancelled && self->cancel_state == PTHREAD_CANCEL_ENABLE)
        pthread_exit(PTHREAD_CANCELED);
}

static void handler(int signal, siginfo_t *info, void *context)
{
    unsigned long *reg = ((ucontext_t *)context)->uc_mcontext.__gregs;
    const unsigned *pc = (const unsigned *)reg[REG_PC];
    struct __tcb *self = __SELF;
    (void)signal;
    (void)info;
    if (!self->cancelled || self->cancel_state != PTHREAD_CANCEL_ENABLE)
        return;
    const unsigned short *half = (const unsigned short *)pc;
    int at = half[0] == 0x73 && half[1] == 0;
    int after = half[-2] == 0x73 && half[-1] == 0 && (long)reg[REG_A0] == -EINTR;
    if (self->cancel_type == PTHREAD_CANCEL_ASYNCHRONOUS || self->cancel_point || ((at || after) && blocks(reg[17]))) {
        sigset_t only;
        memset(&only, 0, sizeof only);
        only.__bits[0] = 1ul << (__SIGNAL_CANCEL - 1);
        pthread_sigmask(SIG_UNBLOCK, &only, NULL);
        pthread_exit(PTHREAD_CANCELED);
    }
}

int pthread_cancel(pthread_t id)
{
    struct __tcb *t = __TCB(id);
    /* The kernel's struct: handler, flags, mask. */
    unsigned long action[4] = { (unsigned long)handler, SA_SIGINFO, 0, 0 };
    __cancel_check = cancel_check;
    __syscall4(SYS_rt_sigaction, __SIGNAL_CANCEL, action, 0, 8);
    t->cancelled = 1;
    if (t == __SELF) {
        if (t->cancel_state == PTHREAD_CANCEL_ENABLE && t->cancel_type == PTHREAD_CANCEL_ASYNCHRONOUS)
            pthread_exit(PTHREAD_CANCELED);
        return 0;
    }
    int tid = __atomic_load_n(&t->tid, 5);
    if (tid)
        __syscall3(SYS_tgkill, __syscall0(SYS_getpid), tid, __SIGNAL_CANCEL);
    return 0;
}
