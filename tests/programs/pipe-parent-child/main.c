#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char b[100];
    pipe(fd);
    if (fork() == 0) {
        close(fd[0]);
        const char *words[] = { "one ", "two ", "three" };
        for (int i = 0; i < 3; i++)
            write(fd[1], words[i], strlen(words[i]));
        _exit(0);
    }
    close(fd[1]);
    size_t n = 0;
    ssize_t r;
    while ((r = read(fd[0], b + n, sizeof b - n)) > 0)
        n += (size_t)r;
    printf("%zu bytes: %.*s\n", n, (int)n, b);
    printf("%zd\n", r);
    wait(NULL);
    return 0;
}
