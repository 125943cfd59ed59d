#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ready[2], status;
    char c;
    pipe(ready);
    pid_t leader = 0;
    for (int i = 0; i < 3; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            setpgid(0, leader);
            write(ready[1], "r", 1);
            pause();
            exit(0);
        }
        if (i == 0)
            leader = pid;
        setpgid(pid, leader);
    }
    for (int i = 0; i < 3; i++)
        read(ready[0], &c, 1);
    printf("%d %d\n", getpgid(leader) == leader, getpgrp() != leader);
    kill(-leader, SIGTERM);
    int n = 0;
    while (waitpid(-leader, &status, 0) > 0)
        n += WTERMSIG(status) == SIGTERM;
    printf("%d\n", n);
    fflush(stdout);
    if (fork() == 0) {
        pid_t s = setsid();
        printf("%d %d\n", s == getpid(), getsid(0) == s);
        printf("%d\n", setsid());
        exit(0);
    }
    wait(NULL);
    return 0;
}
