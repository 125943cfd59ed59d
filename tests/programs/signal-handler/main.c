#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t count, last;

static void handler(int n)
{
    count++;
    last = n;
}

static void with_info(int n, siginfo_t *info, void *context)
{
    (void)context;
    count += 10;
    last = info->si_signo == n && info->si_pid == getpid() ? n : -1;
}

int main(void)
{
    signal(SIGUSR1, handler);
    raise(SIGUSR1);
    kill(getpid(), SIGUSR1);
    printf("%d %d\n", count, last);
    struct sigaction a;
    memset(&a, 0, sizeof a);
    a.sa_sigaction = with_info;
    a.sa_flags = SA_SIGINFO | SA_RESETHAND;
    sigaction(SIGUSR2, &a, NULL);
    kill(getpid(), SIGUSR2);
    printf("%d %d\n", count, last);
    struct sigaction now;
    sigaction(SIGUSR2, NULL, &now);
    printf("%d\n", now.sa_handler == SIG_DFL);
    printf("%d\n", signal(SIGUSR1, SIG_IGN) == handler);
    raise(SIGUSR1);
    printf("%d\n", count);
    printf("%d %d\n", signal(SIGKILL, handler) == SIG_ERR, signal(99, handler) == SIG_ERR);
    return 0;
}
