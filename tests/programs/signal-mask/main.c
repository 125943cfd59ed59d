#include <signal.h>
#include <stdio.h>
#include <string.h>

static void handler(int n) { printf("handling %d\n", n); }

int main(void)
{
    sigset_t block, old, pending;
    signal(SIGUSR1, handler);
    signal(SIGUSR2, handler);
    sigemptyset(&block);
    sigaddset(&block, SIGUSR1);
    sigprocmask(SIG_BLOCK, &block, &old);
    raise(SIGUSR1);
    raise(SIGUSR1);
    raise(SIGUSR2);
    sigpending(&pending);
    printf("pending %d %d\n", sigismember(&pending, SIGUSR1), sigismember(&pending, SIGUSR2));
    sigprocmask(SIG_SETMASK, &old, NULL);
    printf("unblocked\n");
    sigfillset(&block);
    sigdelset(&block, SIGINT);
    printf("%d %d %d\n", sigismember(&block, SIGINT), sigismember(&block, SIGTERM), sigaddset(&block, 100));
    return 0;
}
