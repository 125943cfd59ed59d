/* System V semaphores guard a counter in System V shared memory. */
#include <errno.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

union semun { int val; struct semid_ds *buf; unsigned short *array; };

static int change(int set, int index, int by, int flags)
{
    struct sembuf op = { index, by, flags };
    return semop(set, &op, 1);
}

int main(void)
{
    int shm = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600), set = semget(IPC_PRIVATE, 2, IPC_CREAT | 0600);
    int *counter = shmat(shm, NULL, 0);
    unsigned short values[2] = { 1, 0 };
    union semun arg = { .array = values };
    struct shmid_ds ds;
    semctl(set, 0, SETALL, arg);
    fflush(stdout);
    for (int c = 0; c < 3; c++)
        if (fork() == 0) {
            for (int i = 0; i < 100; i++) {
                change(set, 0, -1, SEM_UNDO);
                ++*counter;
                change(set, 0, 1, SEM_UNDO);
            }
            change(set, 1, 1, 0);
            _exit(0);
        }
    change(set, 1, -3, 0);
    printf("counter %d\n", *counter);
    while (wait(NULL) > 0)
        ;
    printf("values %d %d\n", semctl(set, 0, GETVAL), semctl(set, 1, GETVAL));
    printf("would block: %d\n", change(set, 1, -1, IPC_NOWAIT) < 0 && errno == EAGAIN);
    arg.val = 5;
    semctl(set, 1, SETVAL, arg);
    printf("set to %d\n", semctl(set, 1, GETVAL));
    shmctl(shm, IPC_STAT, &ds);
    printf("size %d, attached %d\n", (int)ds.shm_segsz, (int)ds.shm_nattch);
    printf("detach %d\n", shmdt(counter));
    printf("remove %d\n", shmctl(shm, IPC_RMID, NULL));
    printf("remove %d\n", semctl(set, 0, IPC_RMID));
    printf("gone: %d\n", semctl(set, 0, GETVAL) < 0 && (errno == EINVAL || errno == EIDRM));
    return 0;
}
