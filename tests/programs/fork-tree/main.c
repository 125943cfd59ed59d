#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 3; i++) {
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
            printf("child %d\n", i);
            exit(i * 10);
        }
        int status;
        waitpid(pid, &status, 0);
        printf("status %d\n", WEXITSTATUS(status));
    }
    printf("%d\n", wait(NULL));
    perror("wait");
    fflush(stdout);
    /* Four forks, 16 processes: each reports how many its own tree counted. */
    int below = 0, status;
    pid_t first = getpid();
    for (int i = 0; i < 4; i++)
        if (fork() == 0)
            below = 0;
    while (wait(&status) > 0)
        below += WEXITSTATUS(status);
    if (getpid() != first)
        exit(below + 1);
    printf("%d processes\n", below + 1);
    return 0;
}
