#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char c;
    pipe(fd);
    if (fork() == 0) {
        pid_t parent = getpid();
        if (fork() == 0) {
            while (getppid() == parent)
                usleep(1000);
            write(fd[1], "o", 1);
            _exit(0);
        }
        _exit(0);
    }
    wait(NULL);
    read(fd[0], &c, 1);
    printf("orphan adopted: %c\n", c);
    return 0;
}
