#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static sigjmp_buf env;

static void handler(int n) { siglongjmp(env, n); }

int main(void)
{
    volatile int tries = 0;
    struct sigaction a;
    memset(&a, 0, sizeof a);
    a.sa_handler = handler;
    sigaction(SIGSEGV, &a, NULL);
    int n = sigsetjmp(env, 1);
    if (n)
        printf("caught %d\n", n == SIGSEGV);
    if (tries++ < 3)
        *(volatile int *)4 = 1;
    printf("tries %d\n", tries);
    return 0;
}
