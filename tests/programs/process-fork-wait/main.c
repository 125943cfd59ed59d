#include <stdio.h>
#include <unistd.h>
#include <errno.h>
#include <sys/wait.h>
int main(void) {
    int value = 10, status, sum = 0;
    pid_t kids[3];
    for (int i = 0; i < 3; i++) if (!(kids[i] = fork())) { value += i; _exit(value); }
    for (int i = 2; i >= 0; i--) { pid_t got = waitpid(kids[i], &status, 0); printf("%d %d\n", got == kids[i], WEXITSTATUS(status)); sum += WEXITSTATUS(status); }
    printf("%d %d\n", value, sum);
    int none = wait(&status);
    printf("%d %d\n", none, errno == ECHILD);
    pid_t child = fork();
    if (!child) { pid_t me = getpid(); _exit(getppid() != me && me > 1 ? 3 : 4); }
    printf("%d", waitpid(-1, &status, 0) == child);
    printf(" %d\n", WEXITSTATUS(status));
    return 0;
}
