#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Words, <, >, | : a shell as textbooks write it. */
static int split(char *s, char **to)
{
    int n = 0;
    for (char *w = strtok(s, " \t\n"); w && n < 15; w = strtok(NULL, " \t\n"))
        to[n++] = w;
    to[n] = NULL;
    return n;
}

static void run(char **argv)
{
    int n = 0;
    for (int i = 0; argv[i]; i++)
        if (strcmp(argv[i], ">") == 0 || strcmp(argv[i], "<") == 0) {
            int out = argv[i][0] == '>';
            int fd = open(argv[i + 1], out ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY, 0644);
            if (fd < 0) {
                fprintf(stderr, "cannot open\n");
                _exit(1);
            }
            dup2(fd, out);
            close(fd);
            i++;
        } else
            argv[n++] = argv[i];
    argv[n] = NULL;
    execvp(argv[0], argv);
    printf("%s: command not found\n", argv[0]);
    fflush(stdout);
    _exit(127);
}

int main(void)
{
    char line[200];
    while (fgets(line, sizeof line, stdin)) {
        char *bar = strchr(line, '|'), *left[16], *right[16];
        int status = 0;
        if (bar)
            *bar = 0;
        if (split(line, left) == 0)
            continue;
        if (strcmp(left[0], "exit") == 0)
            exit(left[1] ? atoi(left[1]) : 0);
        if (bar) {
            int fd[2];
            pipe(fd);
            split(bar + 1, right);
            if (fork() == 0) {
                dup2(fd[1], 1);
                close(fd[0]);
                close(fd[1]);
                run(left);
            }
            if (fork() == 0) {
                dup2(fd[0], 0);
                close(fd[0]);
                close(fd[1]);
                run(right);
            }
            close(fd[0]);
            close(fd[1]);
            while (wait(&status) > 0)
                ;
        } else {
            pid_t pid = fork();
            if (pid == 0)
                run(left);
            waitpid(pid, &status, 0);
        }
        printf("[%d]\n", WEXITSTATUS(status));
        fflush(stdout);
    }
    return 0;
}
