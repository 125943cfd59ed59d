#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char block[4096];
    memset(block, 'x', sizeof block);
    pipe(fd);
    fcntl(fd[0], F_SETFL, O_NONBLOCK);
    fcntl(fd[1], F_SETFL, O_NONBLOCK);
    ssize_t r = read(fd[0], block, 1);
    r = r;
    printf("%ld %s\n", (long)r, strerror(errno));
    int total = 0;
    while ((r = write(fd[1], block, sizeof block)) > 0)
        total += (int)r;
    r = total;
    printf("%ld %s\n", (long)r, strerror(errno));
    close(fd[1]);
    int got = 0;
    while ((r = read(fd[0], block, sizeof block)) > 0)
        got += (int)r;
    printf("%d %zd\n", got, r);
    return 0;
}
