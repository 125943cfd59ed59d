#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static void handler(int n)
{
    (void)n;
    write(1, "tick\n", 5);
}

int main(void)
{
    struct sigaction a = { .sa_handler = handler };
    int fd[2];
    char c;
    sigaction(SIGALRM, &a, NULL);
    pipe(fd);
    struct itimerval t = { { 0, 0 }, { 0, 30000 } };
    setitimer(ITIMER_REAL, &t, NULL);
    ssize_t r = read(fd[0], &c, 1);
    r = r;
    printf("%ld %s\n", (long)r, strerror(errno));
    alarm(100);
    unsigned left = alarm(0);
    printf("%d\n", left == 100 || left == 99);
    setitimer(ITIMER_REAL, &t, NULL);
    unsigned rest = sleep(5);
    printf("%d\n", rest > 0);
    return 0;
}
