/* State shared by the library's files, and the hooks that let `exit` run what was linked without linking it. */
#ifndef _INTERNAL_LIBC_H
#define _INTERNAL_LIBC_H
#include <stddef.h>
#include "internal/syscall.h"
/* Thread control block: lies directly below the thread pointer, so tp - sizeof is the thread. */
struct __tcb {
    struct __tcb *self;
    int tid;                /* cleared by the kernel when the thread ends: join waits on it */
    int detached;           /* 0 joinable, 1 detached, 2 ended */
    void *(*start)(void *);
    void *argument;
    void *result;
    void *map;              /* stack mapping to release, NULL for the main thread */
    size_t map_bytes;
    struct __cleanup *cleanup;
    void **values;          /* pthread_setspecific */
    int cancel_state, cancel_type, cancelled;
    size_t stack_bytes;
    struct __tcb *next_detached;
    int point;              /* inside a call that is a cancellation point */
    int pad[1];
};
#define __SELF ((struct __tcb *)((char *)__builtin_thread_pointer() - sizeof(struct __tcb)))
/* Not zero once a second thread was created: locks are real from then on. */
extern int __threaded;
/* exit() calls these when set: atexit.c, quick_exit and stdio set their own on first use. */
extern void (*__exit_handlers)(int);
extern void (*__exit_streams)(void);
/* fork() calls it around the fork when pthread_atfork was linked: 0 before, 1 in the parent, 2 in the child. */
extern void (*__fork_hook)(int stage);
/* The auxiliary vector the kernel put on the stack. */
extern unsigned long *__auxv;
unsigned long __aux(unsigned long type);
extern char *__program;       /* argv[0] */
/* A blocking call as a cancellation point: pthread_cancel sets the hook, and its signal ends the thread inside. */
extern void (*__cancel_hook)(void);
void __point_begin(void);
long __point_end(long);
#define __POINT(call) (__threaded ? __point_begin() : (void)0, __point_end(call))
/* A lock that waits by futex; free = 0. */
void __lock(int *);
void __unlock(int *);
long __futex_wait(const int *address, int expected, const struct __timespec64 *timeout, int shared);
void __futex_wake(const int *address, int count, int shared);
/* Puts a thread block and a fresh copy of the thread-local data into memory; returns the thread pointer. */
void *__tls_place(char *memory);
size_t __tls_bytes(void);
_Noreturn void __fatal(const char *message);
long __call_write(int fd, const void *, size_t);
const char *__error_text(int);
const char *__signal_text(int);
#endif
