#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t reaped;

static void handler(int n)
{
    int status;
    (void)n;
    while (waitpid(-1, &status, WNOHANG) > 0)
        reaped += WEXITSTATUS(status);
}

int main(void)
{
    struct sigaction a = { .sa_handler = handler, .sa_flags = SA_RESTART };
    sigset_t block, old;
    sigaction(SIGCHLD, &a, NULL);
    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    for (int i = 1; i <= 4; i++)
        if (fork() == 0)
            _exit(i);
    while (reaped < 10)
        sigsuspend(&old);
    printf("%d\n", reaped);
    printf("%d\n", waitpid(-1, NULL, 0));
    return 0;
}
