#include <stdio.h>
#include <ucontext.h>

static ucontext_t main_context, a, b;
static char stack_a[32768], stack_b[32768];

static void ping(int n)
{
    for (int i = 0; i < n; i++) {
        printf("ping %d\n", i);
        swapcontext(&a, &b);
    }
    printf("ping ends\n");
}

static void pong(int n, int m)
{
    for (int i = 0; i < n; i++) {
        printf("pong %d %d\n", i, m);
        swapcontext(&b, &a);
    }
}

int main(void)
{
    getcontext(&a);
    a.uc_stack.ss_sp = stack_a;
    a.uc_stack.ss_size = sizeof stack_a;
    a.uc_link = &main_context;
    makecontext(&a, (void (*)(void))ping, 1, 3);
    getcontext(&b);
    b.uc_stack.ss_sp = stack_b;
    b.uc_stack.ss_size = sizeof stack_b;
    b.uc_link = &main_context;
    makecontext(&b, (void (*)(void))pong, 2, 10, 7);
    swapcontext(&main_context, &a);
    printf("back in main\n");
    volatile int again = 0;
    getcontext(&a);
    if (again++ < 2) {
        printf("again %d\n", again);
        setcontext(&a);
    }
    return 0;
}
