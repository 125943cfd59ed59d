#include <stdio.h>
#include <signal.h>
#include <unistd.h>
#include <string.h>
#include <sys/wait.h>
static volatile sig_atomic_t count, last;
static void handler(int n) { count++; last = n; }
int main(void) {
    struct sigaction action = {.sa_handler = handler};
    sigaction(SIGUSR1, &action, NULL);
    signal(SIGUSR2, SIG_IGN);
    raise(SIGUSR1); kill(getpid(), SIGUSR1); raise(SIGUSR2);
    printf("%d %d\n", count, last == SIGUSR1);
    sigset_t set, old, pending;
    sigemptyset(&set); sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    raise(SIGUSR1); raise(SIGUSR1);
    sigpending(&pending);
    printf("%d %d\n", count, sigismember(&pending, SIGUSR1));
    sigprocmask(SIG_SETMASK, &old, NULL);
    printf("%d\n", count);
    int ends[] = {SIGTERM, SIGKILL, SIGUSR1, SIGHUP}, status;
    signal(SIGUSR1, SIG_DFL);
    for (int i = 0; i < 4; i++) {
        pid_t child = fork();
        if (!child) { for (;;) pause(); }
        kill(child, ends[i]);
        waitpid(child, &status, 0);
        printf("%d %d %s\n", WIFSIGNALED(status), WTERMSIG(status) == ends[i], strsignal(WTERMSIG(status)));
    }
    action.sa_handler = handler;
    sigaction(SIGCHLD, &action, NULL);
    count = 0;
    if (!fork()) _exit(0);
    while (!count) pause();
    printf("%d %d\n", last == SIGCHLD, wait(NULL) > 0);
    return 0;
}
