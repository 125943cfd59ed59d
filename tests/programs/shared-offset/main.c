#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char b[10];
    int fd = open("t", O_RDWR | O_CREAT | O_TRUNC, 0600);
    write(fd, "abcdefghij", 10);
    lseek(fd, 0, SEEK_SET);
    if (fork() == 0) {
        read(fd, b, 4);
        _exit(0);
    }
    wait(NULL);
    ssize_t n = read(fd, b, 3);
    printf("%zd %.3s\n", n, b);
    int again = open("t", O_RDONLY);
    n = read(again, b, 3);
    printf("%zd %.3s\n", n, b);
    unlink("t");
    return 0;
}
