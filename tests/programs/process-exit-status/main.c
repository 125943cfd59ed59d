#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void) {
    int codes[] = {0, 1, 42, 255, 256, -1}, status;
    for (int i = 0; i < 6; i++) {
        if (fork() == 0) _exit(codes[i]);
        wait(&status);
        printf("%d: %d %d\n", codes[i], WIFEXITED(status), WEXITSTATUS(status));
    }
    printf("before\n");
    exit(7);
}
