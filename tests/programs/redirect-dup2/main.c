#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int keep = dup(1);
    int fd = open("out.txt", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    dup2(fd, 1);
    close(fd);
    printf("into the file\n");
    fflush(stdout);
    if (fork() == 0) {
        printf("child too\n");
        exit(0);
    }
    wait(NULL);
    dup2(keep, 1);
    close(keep);
    printf("back on stdout\n");
    char line[50];
    FILE *f = fopen("out.txt", "r");
    while (fgets(line, sizeof line, f))
        printf("file: %s", line);
    fclose(f);
    freopen("out.txt", "r", stdin);
    printf("%s", fgets(line, sizeof line, stdin));
    return 0;
}
