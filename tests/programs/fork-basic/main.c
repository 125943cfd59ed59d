#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int x = 100;
    fflush(stdout);
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    if (pid == 0) {
        x = 200;
        printf("child: x = %d\n", x);
        exit(5);
    }
    int status;
    pid_t got = waitpid(pid, &status, 0);
    printf("parent: x = %d, same pid %d, exited %d with %d\n", x, got == pid, WIFEXITED(status), WEXITSTATUS(status));
    return 0;
}
