/* Threads: what pthread's files share. */
#ifndef _INTERNAL_THREAD_H
#define _INTERNAL_THREAD_H
#include <pthread.h>
#include "internal/libc.h"
#include "internal/syscall.h"
#define __DEFAULT_STACK (256u << 10)
/* Run when a thread ends, before its result can be joined: thread-specific data sets it on first use. */
extern void (*__end_values)(void);
int __tid(void);
/* Waits until *address is no longer `expected`, the deadline passes (ETIMEDOUT) or a signal handler ran (EINTR). */
int __wait_until(const int *address, int expected, clockid_t clock, const struct timespec *deadline, int shared);
#endif
