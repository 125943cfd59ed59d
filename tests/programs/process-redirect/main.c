#include <stdio.h>
#include <unistd.h>
#include <fcntl.h>
#include <sys/wait.h>
int main(int argc, char **argv) {
    if (argc > 1) { char line[40]; while (fgets(line, sizeof line, stdin)) printf("got %s", line); fprintf(stderr, "to stderr\n"); return 0; }
    int fd = open("in.txt", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    write(fd, "one\ntwo\n", 8);
    close(fd);
    if (!fork()) {
        close(0); open("in.txt", O_RDONLY);
        int out = open("out.txt", O_WRONLY | O_CREAT | O_TRUNC, 0644);
        dup2(out, 1); dup2(out, 2); close(out);
        execl(argv[0], argv[0], "child", (char *)NULL);
        _exit(1);
    }
    wait(NULL);
    char buffer[100];
    fd = open("out.txt", O_RDONLY);
    ssize_t n = read(fd, buffer, sizeof buffer);
    printf("%d\n", (int)n);
    int saved = dup(1);
    dup2(fd, 9);
    printf("%d %d\n", (int)lseek(9, 0, SEEK_CUR) == (int)n, saved > 2);
    lseek(9, 0, SEEK_SET);
    printf("%d same offset\n", (int)lseek(fd, 0, SEEK_CUR));
    fflush(stdout);
    int total = 0;
    for (char c; read(fd, &c, 1) == 1;) total += c;
    printf("%d\n", total);
    unlink("in.txt"); unlink("out.txt");
    printf("%d\n", access("in.txt", F_OK));
    return 0;
}
