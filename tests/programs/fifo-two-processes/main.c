#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char b[32];
    printf("%d\n", mkfifo("queue", 0600));
    fflush(stdout);
    if (fork() == 0) {
        int fd = open("queue", O_WRONLY);
        write(fd, "by name", 7);
        _exit(0);
    }
    int fd = open("queue", O_RDONLY);
    ssize_t n = read(fd, b, sizeof b);
    printf("%zd %.*s\n", n, (int)n, b);
    n = read(fd, b, sizeof b);
    printf("%zd\n", n);
    wait(NULL);
    struct stat st;
    stat("queue", &st);
    printf("%d\n", S_ISFIFO(st.st_mode));
    unlink("queue");
    return 0;
}
