/* Signals read from a descriptor; gathered and scattered input and output. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void)
{
    sigset_t mask;
    struct signalfd_siginfo info;
    sigemptyset(&mask);
    sigaddset(&mask, SIGUSR1);
    sigaddset(&mask, SIGTERM);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    int fd = signalfd(-1, &mask, SFD_NONBLOCK);
    printf("none pending: %d\n", read(fd, &info, sizeof info) < 0);
    kill(getpid(), SIGTERM);
    raise(SIGUSR1);
    for (int i = 0; i < 2; i++) {
        ssize_t n = read(fd, &info, sizeof info);
        printf("%zd bytes, signal %d (%s), from me %d\n", n, info.ssi_signo, strsignal(info.ssi_signo), info.ssi_pid == (unsigned)getpid());
    }
    int ends[2];
    char a[4] = "", b[8] = "";
    pipe(ends);
    struct iovec out[] = { { "abc", 3 }, { "", 0 }, { "defgh", 5 } }, in[] = { { a, 3 }, { b, 7 } };
    printf("gathered %zd\n", writev(ends[1], out, 3));
    printf("scattered %zd\n", readv(ends[0], in, 2));
    printf("%s %s\n", a, b);
    return 0;
}
