#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int signals[] = { SIGTERM, SIGKILL, SIGSEGV, SIGUSR1, SIGFPE };
    for (int i = 0; i < 5; i++) {
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
            raise(signals[i]);
            exit(0);
        }
        int status;
        waitpid(pid, &status, 0);
        printf("%d signaled %d\n", WIFSIGNALED(status), WTERMSIG(status));
    }
    pid_t pid = fork();
    if (pid == 0) {
        pause();
        exit(0);
    }
    int status;
    printf("%d\n", waitpid(pid, &status, WNOHANG));
    kill(pid, SIGSTOP);
    waitpid(pid, &status, WUNTRACED);
    printf("stopped %d %d\n", WIFSTOPPED(status), WSTOPSIG(status) == SIGSTOP);
    kill(pid, SIGCONT);
    waitpid(pid, &status, WCONTINUED);
    printf("continued %d\n", WIFCONTINUED(status) != 0);
    kill(pid, SIGINT);
    waitpid(pid, &status, 0);
    printf("%d\n", WTERMSIG(status) == SIGINT);
    return 0;
}
