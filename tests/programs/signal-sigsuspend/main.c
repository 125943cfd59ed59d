#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t got;

static void handler(int n) { got = n; }

int main(void)
{
    sigset_t block, old;
    struct sigaction a = { .sa_handler = handler };
    sigaction(SIGUSR1, &a, NULL);
    sigemptyset(&block);
    sigaddset(&block, SIGUSR1);
    sigprocmask(SIG_BLOCK, &block, &old);
    for (int i = 0; i < 3; i++) {
        pid_t parent = getpid();
        if (fork() == 0) {
            kill(parent, SIGUSR1);
            _exit(0);
        }
        got = 0;
        while (!got)
            sigsuspend(&old);
        printf("%d %d\n", got == SIGUSR1, errno == EINTR);
        wait(NULL);
    }
    int n;
    kill(getpid(), SIGUSR1);
    sigwait(&block, &n);
    printf("sigwait %d\n", n == SIGUSR1);
    return 0;
}
