/* Two processes take turns with named semaphores. */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    sem_unlink("/lab.ping");
    sem_unlink("/lab.pong");
    printf("missing: %d\n", sem_open("/lab.ping", 0) == SEM_FAILED && errno == ENOENT);
    sem_t *ping = sem_open("/lab.ping", O_CREAT | O_EXCL, 0600, 1);
    sem_t *pong = sem_open("/lab.pong", O_CREAT | O_EXCL, 0600, 0);
    printf("opened: %d\n", ping != SEM_FAILED && pong != SEM_FAILED);
    printf("exclusive: %d\n", sem_open("/lab.ping", O_CREAT | O_EXCL, 0600, 1) == SEM_FAILED && errno == EEXIST);
    printf("same address: %d\n", sem_open("/lab.ping", 0) == ping);
    if (fork() == 0) {
        for (int i = 0; i < 3; i++) {
            sem_wait(pong);
            printf("pong %d\n", i);
            sem_post(ping);
        }
        return 7;
    }
    for (int i = 0; i < 3; i++) {
        sem_wait(ping);
        printf("ping %d\n", i);
        sem_post(pong);
    }
    int status, value;
    wait(&status);
    sem_getvalue(ping, &value);
    printf("child %d, ping = %d\n", WEXITSTATUS(status), value);
    printf("close %d\n", sem_close(ping));
    printf("close %d\n", sem_close(pong));
    printf("unlink %d\n", sem_unlink("/lab.ping"));
    printf("unlink %d\n", sem_unlink("/lab.pong"));
    printf("gone: %d\n", sem_unlink("/lab.ping") < 0 && errno == ENOENT);
    return 0;
}
