/*
 * squares: a pool of worker processes that squares the numbers 1..N and adds them up. squares [WORKERS [N]]
 * The parent writes numbers into one pipe, which the workers share: whoever reads next gets the next number. Every
 * worker writes its squares into a second pipe, which the parent reads. A record of 8 bytes is at most PIPE_BUF, so
 * neither a read nor a write of one is ever torn. The workers end when the first pipe does.
 */
#include <err.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_WORKERS = 32, AHEAD = 64 }; /* so few numbers under way that neither pipe can fill */

static void work(int numbers, int squares) {
    long long number;
    while (read(numbers, &number, sizeof number) == sizeof number) {
        number *= number;
        if (write(squares, &number, sizeof number) != sizeof number) _exit(1);
    }
    _exit(0);
}

int main(int argc, char **argv) {
    int workers = argc > 1 ? atoi(argv[1]) : 4, numbers[2], squares[2];
    long long n = argc > 2 ? atoll(argv[2]) : 100, sent = 0, received = 0, sum = 0, square;
    if (workers < 1 || workers > MOST_WORKERS || n < 0 || n > 1000000) errx(2, "usage: squares [WORKERS 1..32 [N 0..1000000]]");
    if (pipe(numbers) || pipe(squares)) err(1, "pipe");
    for (int i = 0; i < workers; i++) {
        pid_t pid = fork();
        if (pid < 0) err(1, "fork");
        if (pid) continue;
        close(numbers[1]); /* or the workers would wait for each other for ever */
        close(squares[0]);
        work(numbers[0], squares[1]);
    }
    close(numbers[0]);
    close(squares[1]);
    while (received < n) {
        while (sent < n && sent - received < AHEAD) {
            sent++;
            if (write(numbers[1], &sent, sizeof sent) != sizeof sent) err(1, "write");
        }
        if (read(squares[0], &square, sizeof square) != sizeof square) errx(1, "a worker is gone");
        sum += square;
        received++;
    }
    close(numbers[1]);
    int failed = 0;
    for (int i = 0, status; i < workers; i++) failed |= wait(&status) < 0 || status;
    printf("%d workers: 1^2 + ... + %lld^2 = %lld\n", workers, n, sum);
    return failed;
}
