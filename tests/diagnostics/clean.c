#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void) {
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    if (pid == 0) {
        printf("child %d\n", getpid());
        exit(3);
    }
    int status;
    wait(&status);
    if (WIFEXITED(status))
        printf("status %d\n", WEXITSTATUS(status));
    return 0;
}
