#include <stdio.h>
#include <signal.h>
#include <unistd.h>
#include <errno.h>
static volatile sig_atomic_t rang;
static void ring(int n) { (void)n; rang = 1; }
int main(void) {
    struct sigaction action = {.sa_handler = ring};
    sigaction(SIGALRM, &action, NULL);
    printf("%u\n", alarm(100));
    printf("%d\n", alarm(1) > 90);
    int ends[2];
    char c;
    pipe(ends);
    int got = read(ends[0], &c, 1);
    printf("%d %d %d\n", got, errno == EINTR, rang);
    signal(SIGPIPE, SIG_IGN);
    close(ends[0]);
    got = write(ends[1], "x", 1);
    printf("%d %d\n", got, errno == EPIPE);
    return 0;
}
