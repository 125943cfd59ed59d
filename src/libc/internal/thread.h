/* What the thread files share beside the thread block of internal/libc.h. */
#ifndef _INTERNAL_THREAD_H
#define _INTERNAL_THREAD_H
#include <pthread.h>
#include "internal/syscall.h"
#include "internal/libc.h"
#define __THREAD_STACK (1024 * 1024)   /* mapped when nothing else is asked for; pages come on first touch */
#define __THREAD_GUARD 4096
#define __SIGNAL_CANCEL 32             /* below SIGRTMIN, as in other C libraries */
#define __STATE_JOINABLE 0
#define __STATE_DETACHED 1
#define __STATE_ENDED 2
#define __TCB(t) ((struct __tcb *)(t))
int __own_tid(void);                   /* the caller's thread id; asks the kernel once */
/* Waits while *address is expected. 0 (woken, changed or interrupted by nothing), EINTR, ETIMEDOUT, EINVAL. NULL: for ever. */
int __wait_until(const int *address, int expected, int clock, const struct timespec *until, int shared);
extern void (*__run_key_destructors)(struct __tcb *);   /* set by the first pthread_key_create */
extern int __thread_count;             /* living threads: the last one's end is the process's */
#endif
