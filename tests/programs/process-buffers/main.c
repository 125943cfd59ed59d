#include <stdio.h>
#include <unistd.h>
#include <sys/wait.h>
/* What lies in a stdio buffer at fork is in both copies; _exit drops it, exit writes it. */
int main(void) {
    setvbuf(stdout, NULL, _IOFBF, 4096);
    printf("twice\n");
    if (fork() == 0) { printf("child\n"); return 0; }
    wait(NULL);
    fflush(stdout);
    printf("once\n");
    if (fork() == 0) { printf("dropped\n"); _exit(0); }
    wait(NULL);
    write(1, "first\n", 6);
    fflush(stdout);
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("unbuffered ");
    write(1, "in order\n", 9);
    return 0;
}
