/* Making, ending and joining threads. A thread's mapping holds a guard page, its stack, and above it the thread block
   with its thread-local data. The kernel clears `tid` when the thread is gone and wakes who waits for that. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <limits.h>
#include "internal/thread.h"

#define SHARE_ALL 0x3d0f00 /* VM FS FILES SIGHAND THREAD SYSVSEM SETTLS PARENT_SETTID CHILD_CLEARTID */
#define GUARD 4096u

void (*__end_values)(void);
static int threads = 1; /* how many run: the last one to end takes the process along */

int __clone_thread(int (*)(void *), void *, int, void *, int *, void *, int *);

pthread_t pthread_self(void)
{
    return (pthread_t)__SELF;
}

int pthread_equal(pthread_t a, pthread_t b)
{
    return a == b;
}

static int run(void *argument)
{
    struct __tcb *self = argument;
    pthread_exit(self->start(self->argument));
}

_Noreturn void pthread_exit(void *result)
{
    struct __tcb *self = __SELF;
    while (self->cleanup) {
        struct __cleanup *c = self->cleanup;
        self->cleanup = c->older;
        c->routine(c->argument);
    }
    if (__end_values)
        __end_values();
    self->result = result;
    if (__atomic_fetch_sub(&threads, 1, 5) == 1)
        exit(0);
    /* A detached thread's stack is under its own feet: the next pthread_create that finds it gone releases it. */
    __atomic_exchange_n(&self->detached, self->detached | 2, 5);
    for (;;)
        __syscall1(SYS_exit, 0);
}

/* Ended detached threads, whose mappings are still to be released. */
static struct __tcb *detached_list;
static int list_lock;

static void release(struct __tcb *t)
{
    if (t->map)
        __syscall2(SYS_munmap, t->map, t->map_bytes);
}

static void sweep(void)
{
    __lock(&list_lock);
    for (struct __tcb **at = &detached_list; *at;) {
        struct __tcb *t = *at;
        if (__atomic_load_n(&t->tid, 5) == 0) {
            *at = t->next_detached;
            release(t);
        } else
            at = &t->next_detached;
    }
    __unlock(&list_lock);
}

static void enlist(struct __tcb *t)
{
    __lock(&list_lock);
    t->next_detached = detached_list;
    detached_list = t;
    __unlock(&list_lock);
}

/* Maps the stack and returns the thread block in it, NULL without memory. */
static struct __tcb *map_thread(const pthread_attr_t *attr, char **top)
{
    size_t tls = (__tls_bytes() + 15) & ~15u;
    size_t stack = attr && attr->__stack_bytes ? attr->__stack_bytes : __DEFAULT_STACK;
    int own = !(attr && attr->__stack);
    size_t bytes = own ? (stack + tls + GUARD + 4095) & ~4095u : tls + 4096;
    long at = __syscall6(SYS_mmap2, 0, bytes, own ? 0 : 3, 0x22, -1, 0);
    if (at < 0 && at > -4096)
        return NULL;
    if (own && __syscall3(SYS_mprotect, at + GUARD, bytes - GUARD, 3) < 0) {
        __syscall2(SYS_munmap, at, bytes);
        return NULL;
    }
    char *block = (char *)at + bytes - tls;
    char *tp = __tls_place(block);
    struct __tcb *t = (struct __tcb *)(tp - sizeof *t);
    t->map = (void *)at;
    t->map_bytes = bytes;
    t->stack_bytes = stack;
    *top = own ? (char *)((unsigned long)block & ~15ul) : (char *)(((unsigned long)attr->__stack + stack) & ~15ul);
    return t;
}

int pthread_create(pthread_t *restrict to, const pthread_attr_t *restrict attr, void *(*start)(void *), void *restrict argument)
{
    char *top;
    sweep();
    /* The first thread was not told where to announce its end: somebody may join it. */
    if (threads == 1)
        __SELF->tid = (int)__syscall1(SYS_set_tid_address, &__SELF->tid);
    struct __tcb *t = map_thread(attr, &top);
    if (t == NULL)
        return EAGAIN;
    __threaded = 1;
    t->start = start;
    t->argument = argument;
    t->detached = attr && attr->__detached;
    t->tid = -1;
    __atomic_fetch_add(&threads, 1, 5);
    *to = (pthread_t)t;
    int was_detached = t->detached;
    if (was_detached)
        enlist(t);
    int r = __clone_thread(run, top, SHARE_ALL, t, &t->tid, (char *)t + sizeof *t, &t->tid);
    if (r >= 0)
        return 0;
    __atomic_fetch_sub(&threads, 1, 5);
    if (was_detached)
        __atomic_store_n(&t->tid, 0, 5);
    else
        release(t);
    return EAGAIN;
}

static int join(struct __tcb *t, void **result, int try, const struct timespec *deadline)
{
    int tid;
    if (t == __SELF)
        return EDEADLK;
    if (t->detached & 1)
        return EINVAL;
    while ((tid = __atomic_load_n(&t->tid, 5)) != 0) {
        if (try)
            return EBUSY;
        /* The kernel wakes it as a shared futex. */
        if (__wait_until(&t->tid, tid, CLOCK_REALTIME, deadline, 1) == ETIMEDOUT)
            return ETIMEDOUT;
    }
    if (result)
        *result = t->result;
    release(t);
    return 0;
}

int pthread_join(pthread_t t, void **result)
{
    return join((struct __tcb *)t, result, 0, NULL);
}

int pthread_tryjoin_np(pthread_t t, void **result)
{
    return join((struct __tcb *)t, result, 1, NULL);
}

int pthread_timedjoin_np(pthread_t t, void **result, const struct timespec *deadline)
{
    return join((struct __tcb *)t, result, 0, deadline);
}

int pthread_detach(pthread_t thread)
{
    struct __tcb *t = (struct __tcb *)thread;
    if (t->detached & 1)
        return EINVAL;
    t->detached |= 1;
    enlist(t);
    return 0;
}
