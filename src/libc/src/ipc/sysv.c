/* System V message queues, shared memory and semaphores. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stddef.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include "internal/libc.h"

key_t ftok(const char *path, int id)
{
    struct stat st;
    if (stat(path, &st) < 0)
        return -1;
    return (key_t)((st.st_ino & 0xffff) | (st.st_dev & 0xff) << 16 | (unsigned)(id & 0xff) << 24);
}

int msgget(key_t key, int flags) { return __result(__syscall2(SYS_msgget, key, flags)); }
int msgsnd(int id, const void *m, size_t n, int flags) { return __result(__POINT(__syscall4(SYS_msgsnd, id, m, n, flags))); }
ssize_t msgrcv(int id, void *m, size_t n, long type, int flags) { return __result(__POINT(__syscall5(SYS_msgrcv, id, m, n, type, flags))); }
int msgctl(int id, int command, struct msqid_ds *to) { return __result(__syscall3(SYS_msgctl, id, command | 0x100, to)); }
int shmget(key_t key, size_t n, int flags) { return __result(__syscall3(SYS_shmget, key, n, flags)); }
void *shmat(int id, const void *at, int flags) { return (void *)__result(__syscall3(SYS_shmat, id, at, flags)); }
int shmdt(const void *at) { return __result(__syscall1(SYS_shmdt, at)); }
int shmctl(int id, int command, struct shmid_ds *to) { return __result(__syscall3(SYS_shmctl, id, command | 0x100, to)); }
int semget(key_t key, int n, int flags) { return __result(__syscall3(SYS_semget, key, n, flags)); }

int semtimedop(int id, struct sembuf *ops, size_t n, const struct timespec *limit)
{
    struct __timespec64 t = { 0, 0, 0 };
    if (limit) {
        t.sec = limit->tv_sec;
        t.nsec = limit->tv_nsec;
    }
    return __result(__syscall4(SYS_semtimedop_time64, id, ops, n, limit ? &t : 0));
}

int semop(int id, struct sembuf *ops, size_t n)
{
    return semtimedop(id, ops, n, NULL);
}

/* The fourth argument, when there is one, is a union of one word, which the ABI passes by value. */
int semctl(int id, int number, int command, ...)
{
    union semun { int value; void *pointer; } argument;
    va_list args;
    argument.pointer = NULL;
    va_start(args, command);
    if (command != IPC_RMID && command != GETVAL && command != GETPID && command != GETNCNT && command != GETZCNT)
        argument = va_arg(args, union semun);
    va_end(args);
    return __result(__syscall4(SYS_semctl, id, number, command | 0x100, argument.pointer));
}
