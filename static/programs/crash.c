#include <stdio.h>
#include <unistd.h>
#include <sys/wait.h>

int treasure = 42;

int main(void) {
    pid_t pid = fork();
    if (pid == 0) {
        int *nowhere = NULL;
        *nowhere = 13;
        printf("never printed\n");
        return 0;
    }
    int status;
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status)) {
        printf("the child was killed by signal %d, the treasure is still %d\n", WTERMSIG(status), treasure);
    }
    return 0;
}
