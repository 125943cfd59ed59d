#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <errno.h>
#include <sys/wait.h>
int main(int argc, char **argv) {
    int status;
    if (argc > 1) { printf("child: %d arguments, %s, %s, COLOR=%s\n", argc - 1, argv[1], argv[2], getenv("COLOR") ? getenv("COLOR") : "none"); return 5; }
    printf("parent first\n");
    fflush(stdout);
    for (int i = 0; i < 2; i++) {
        if (!fork()) {
            char *arguments[] = {argv[0], "one", "two words", NULL}, *environment[] = {"COLOR=blue", NULL};
            execve(argv[0], arguments, i ? environment : (char *[]){NULL});
            _exit(99);
        }
        wait(&status);
        printf("status %d\n", WEXITSTATUS(status));
        fflush(stdout);
    }
    int failed = execl("./no-such-program", "x", (char *)NULL);
    printf("%d %s\n", failed, strerror(errno));
    failed = execlp("no-such-program-anywhere", "x", (char *)NULL);
    printf("%d %d\n", failed, errno == ENOENT);
    failed = execl(".", "x", (char *)NULL);
    printf("%d %d\n", failed, errno == EACCES);
    return 0;
}
