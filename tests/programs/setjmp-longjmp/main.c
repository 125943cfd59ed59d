#include <setjmp.h>
#include <stdio.h>

static jmp_buf env;

static void deep(int n)
{
    if (n == 0)
        longjmp(env, 42);
    deep(n - 1);
}

int main(void)
{
    volatile int count = 0;
    int v = setjmp(env);
    printf("setjmp returned %d\n", v);
    if (v == 0)
        deep(10);
    if (count++ < 2)
        longjmp(env, count == 1 ? 0 : 7);
    printf("count %d\n", count);
    return 0;
}
