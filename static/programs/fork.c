#include <stdio.h>
#include <unistd.h>
#include <sys/wait.h>
int shared_looking = 1;
int main(void) {
    pid_t pid = fork();
    if (pid < 0) { perror("fork"); return 1; }
    if (pid == 0) { shared_looking = 2; printf("child: %d at %p\n", shared_looking, (void *)&shared_looking); return 7; }
    int status;
    waitpid(pid, &status, 0);
    printf("parent: %d, child exited with %d\n", shared_looking, WEXITSTATUS(status));
    return 0;
}
