/* <semaphore.h>: counting semaphores (POSIX). */
#ifndef _SEMAPHORE_H
#define _SEMAPHORE_H
#include <sys/types.h>
typedef struct { int __value, __waiters, __shared, __pad; } sem_t;
#define SEM_FAILED ((sem_t *)0)
#ifndef O_CREAT
#define O_CREAT 0100
#define O_EXCL 0200
#endif
int sem_init(sem_t *, int, unsigned);
int sem_destroy(sem_t *);
int sem_wait(sem_t *);
int sem_trywait(sem_t *);
int sem_timedwait(sem_t *restrict, const struct timespec *restrict);
int sem_post(sem_t *);
int sem_getvalue(sem_t *restrict, int *restrict);
sem_t *sem_open(const char *, int, ...);
int sem_close(sem_t *);
int sem_unlink(const char *);
#endif
