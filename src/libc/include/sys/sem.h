/* <sys/sem.h>: System V semaphore sets. The program declares union semun itself, as POSIX says. */
#ifndef _SYS_SEM_H
#define _SYS_SEM_H
#include <sys/ipc.h>
#define SEM_UNDO 0x1000
#define GETPID 11
#define GETVAL 12
#define GETALL 13
#define GETNCNT 14
#define GETZCNT 15
#define SETVAL 16
#define SETALL 17
#define SEM_STAT 18
#define SEM_INFO 19
#define _SEM_SEMUN_UNDEFINED 1
struct sembuf { unsigned short sem_num; short sem_op, sem_flg; };
/* The kernel's semid64_ds. */
struct semid_ds {
    struct ipc_perm sem_perm;
    time_t sem_otime;
    unsigned long __otime_high;
    time_t sem_ctime;
    unsigned long __ctime_high;
    unsigned long sem_nsems, __unused[2];
};
int semget(key_t, int, int);
int semop(int, struct sembuf *, size_t);
int semtimedop(int, struct sembuf *, size_t, const struct timespec *);
int semctl(int, int, int, ...);
#endif
