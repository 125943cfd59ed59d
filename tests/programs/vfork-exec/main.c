#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status;
    puts("before");
    fflush(stdout);
    pid_t pid = vfork();
    if (pid == 0) {
        execl("/no/such/file", "x", (char *)NULL);
        _exit(42);
    }
    waitpid(pid, &status, 0);
    printf("%d\n", WEXITSTATUS(status));
    return 0;
}
