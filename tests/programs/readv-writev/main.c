#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char a[4], b[10];
    struct iovec out[] = { { "head", 4 }, { "-", 1 }, { "tail", 4 } }, in[] = { { a, 4 }, { b, 10 } };
    pipe(fd);
    printf("%zd\n", writev(fd[1], out, 3));
    ssize_t n = readv(fd[0], in, 2);
    printf("%zd %.4s %.*s\n", n, a, (int)(n - 4), b);
    return 0;
}
