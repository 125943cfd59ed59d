/* System V message queues, semaphores and shared memory. Control calls ask for the kernel's 64-bit structures, whose
   layout the headers repeat. */
#include <stdarg.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include "internal/syscall.h"
#include "internal/libc.h"

key_t ftok(const char *path, int project)
{
    struct stat st;
    if (stat(path, &st) < 0)
        return -1;
    return (key_t)((st.st_ino & 0xffff) | (st.st_dev & 0xff) << 16 | ((unsigned)project & 0xff) << 24);
}

int msgget(key_t key, int flags)
{
    return (int)__result(__syscall2(SYS_msgget, key, flags));
}

int msgctl(int id, int command, struct msqid_ds *ds)
{
    return (int)__result(__syscall3(SYS_msgctl, id, command, ds));
}

int msgsnd(int id, const void *message, size_t bytes, int flags)
{
    return (int)__result(__POINT(__syscall4(SYS_msgsnd, id, message, bytes, flags)));
}

ssize_t msgrcv(int id, void *message, size_t bytes, long type, int flags)
{
    return __result(__POINT(__syscall5(SYS_msgrcv, id, message, bytes, type, flags)));
}

int semget(key_t key, int count, int flags)
{
    return (int)__result(__syscall3(SYS_semget, key, count, flags));
}

int semtimedop(int id, struct sembuf *ops, size_t count, const struct timespec *span)
{
    struct __timespec64 t;
    if (span) {
        t.sec = span->tv_sec;
        t.nsec = span->tv_nsec;
        t.pad = 0;
    }
    return (int)__result(__syscall4(SYS_semtimedop_time64, id, ops, count, span ? &t : 0));
}

int semop(int id, struct sembuf *ops, size_t count)
{
    return (int)__result(__syscall4(SYS_semtimedop_time64, id, ops, count, 0));
}

/* The fourth argument is a union of one word, which arrives as a word or, from a struct-passing caller, as the same word. */
int semctl(int id, int index, int command, ...)
{
    va_list more;
    long argument = 0;
    va_start(more, command);
    if (command == SETVAL || command == GETALL || command == SETALL || command == IPC_STAT || command == IPC_SET
        || command == IPC_INFO || command == SEM_INFO || command == SEM_STAT)
        argument = va_arg(more, long);
    va_end(more);
    return (int)__result(__syscall4(SYS_semctl, id, index, command, argument));
}

int shmget(key_t key, size_t bytes, int flags)
{
    return (int)__result(__syscall3(SYS_shmget, key, bytes, flags));
}

void *shmat(int id, const void *at, int flags)
{
    return (void *)__result(__syscall3(SYS_shmat, id, at, flags));
}

int shmdt(const void *at)
{
    return (int)__result(__syscall1(SYS_shmdt, at));
}

int shmctl(int id, int command, struct shmid_ds *ds)
{
    return (int)__result(__syscall3(SYS_shmctl, id, command, ds));
}
