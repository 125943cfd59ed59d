/* Threads: creation, end, join, detach.
   A thread's mapping, from low to high: guard page, stack, thread block, thread-local data.
   A joined thread's mapping is released by the joiner; a detached one cannot unmap the stack it runs on, so it
   puts itself on a list that the next pthread_create clears of those whose id the kernel has zeroed. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include "internal/thread.h"

int __clone_thread(void (*)(void *), void *, int, void *, int *, void *, int *);

void (*__run_key_destructors)(struct __tcb *);
static int lock;
static struct __tcb *finished;   /* detached and ending; linked by `result` */

/* The calling thread learns its id, and the kernel where to announce its end; from here on locks are real. */
static void begin_threading(void)
{
    if (__threaded)
        return;
    struct __tcb *self = __SELF;
    self->tid = (int)__syscall1(SYS_set_tid_address, &self->tid);
    __threaded = 1;
}

static void release_finished(void)
{
    struct __tcb **link = &finished;
    while (*link) {
        struct __tcb *t = *link;
        if (__atomic_load_n(&t->tid, 5) != 0) {
            link = (struct __tcb **)&t->result;
            continue;
        }
        *link = t->result;
        if (t->map)
            __syscall2(SYS_munmap, t->map, t->map_bytes);
    }
}

static void run(void *block)
{
    struct __tcb *self = block;
    pthread_exit(self->start(self->argument));
}

/* Finds room for stack and thread block; NULL when there is no memory. */
static struct __tcb *place(const pthread_attr_t *attr)
{
    size_t tls = (__tls_bytes() + 15) & ~(size_t)15, stack = __THREAD_STACK, guard = __THREAD_GUARD;
    char *base, *map = NULL;
    size_t bytes = 0;
    if (attr && attr->__stack) {
        base = attr->__stack;
        stack = attr->__stack_bytes & ~(size_t)15;
    } else {
        if (attr && attr->__stack_bytes)
            stack = (attr->__stack_bytes + 4095) & ~(size_t)4095;
        if (attr)
            guard = ((size_t)attr->__guard_bytes + 4095) & ~(size_t)4095;
        bytes = (guard + stack + tls + 4095) & ~(size_t)4095;
        if (bytes < stack)
            return NULL;
        long r = __syscall6(SYS_mmap2, 0, bytes, 3, 0x20022 | 0x4000, -1, 0); /* PRIVATE ANONYMOUS STACK NORESERVE */
        if ((unsigned long)r > -4096ul)
            return NULL;
        map = base = (char *)r;
        if (guard)
            __syscall3(SYS_mprotect, map, guard, 0);
        stack = bytes;
    }
    struct __tcb *t = __TCB((char *)__tls_place(base + stack - tls) - sizeof(struct __tcb));
    t->map = map;
    t->map_bytes = bytes;
    t->stack_bytes = (size_t)((char *)t - base);
    return t;
}

int pthread_create(pthread_t *restrict id, const pthread_attr_t *restrict attr, void *(*start)(void *), void *restrict argument)
{
    begin_threading();
    __lock(&lock);
    release_finished();
    __unlock(&lock);
    struct __tcb *t = place(attr);
    if (t == NULL)
        return EAGAIN;
    t->detached = attr && attr->__detached ? __STATE_DETACHED : __STATE_JOINABLE;
    t->start = start;
    t->argument = argument;
    *id = (pthread_t)t;
    __atomic_fetch_add(&__thread_count, 1, 5);
    /* VM FS FILES SIGHAND THREAD SYSVSEM SETTLS PARENT_SETTID CHILD_CLEARTID */
    int r = __clone_thread(run, (void *)((size_t)t & ~(size_t)15), 0x3d0f00, t, &t->tid, (char *)t + sizeof *t, &t->tid);
    if (r < 0) {
        __atomic_fetch_sub(&__thread_count, 1, 5);
        if (t->map)
            __syscall2(SYS_munmap, t->map, t->map_bytes);
        return -r == ENOMEM ? EAGAIN : -r;
    }
    return 0;
}

_Noreturn void pthread_exit(void *result)
{
    struct __tcb *self = __SELF;
    self->cancel_state = PTHREAD_CANCEL_DISABLE;
    while (self->cleanup) {
        struct __cleanup *c = self->cleanup;
        self->cleanup = c->outer;
        c->routine(c->argument);
    }
    if (__run_key_destructors)
        __run_key_destructors(self);
    self->result = result;
    if (__atomic_fetch_sub(&__thread_count, 1, 5) == 1)
        exit(0);
    int joinable = __STATE_JOINABLE;
    if (!__atomic_compare_exchange_n(&self->detached, &joinable, __STATE_ENDED, 0, 5, 5)) {
        /* The lock is let go while this thread still runs: nobody unmaps before the kernel zeroes tid. */
        __lock(&lock);
        self->result = finished;
        finished = self;
        __unlock(&lock);
    }
    for (;;)
        __syscall1(SYS_exit, 0);
}

static int join(struct __tcb *t, void **result, int try, const struct timespec *until)
{
    if (t == __SELF)
        return EDEADLK;
    if (t->detached == __STATE_DETACHED)
        return EINVAL;
    int tid;
    while ((tid = __atomic_load_n(&t->tid, 5)) != 0) {
        if (try)
            return EBUSY;
        pthread_testcancel();
        int r = __wait_until(&t->tid, tid, CLOCK_REALTIME, until, 1);
        if (until && (r == ETIMEDOUT || r == EINVAL))
            return r;
    }
    if (result)
        *result = t->result;
    if (t->map)
        __syscall2(SYS_munmap, t->map, t->map_bytes);
    return 0;
}

int pthread_join(pthread_t id, void **result)
{
    return join(__TCB(id), result, 0, NULL);
}

int pthread_tryjoin_np(pthread_t id, void **result)
{
    return join(__TCB(id), result, 1, NULL);
}

int pthread_timedjoin_np(pthread_t id, void **result, const struct timespec *until)
{
    return join(__TCB(id), result, 0, until);
}

int pthread_detach(pthread_t id)
{
    struct __tcb *t = __TCB(id);
    int joinable = __STATE_JOINABLE;
    if (__atomic_compare_exchange_n(&t->detached, &joinable, __STATE_DETACHED, 0, 5, 5))
        return 0;
    if (joinable == __STATE_DETACHED)
        return EINVAL;
    return join(t, NULL, 0, NULL);   /* it has ended: only its memory is left */
}
