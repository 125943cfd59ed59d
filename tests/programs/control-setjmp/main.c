#include <stdio.h>
#include <setjmp.h>
static jmp_buf target, outer;
static void deep(int n) { if (n == 0) longjmp(target, 42); deep(n - 1); printf("never\n"); }
static void checked(int v) { if (v < 0) longjmp(outer, v == -1 ? 0 : v); printf("ok %d\n", v); }
int main(void) {
    volatile int tries = 0;
    int code = setjmp(target);
    printf("code %d\n", code);
    if (!code) deep(20);
    if (++tries < 3) longjmp(target, tries);
    int values[] = {3, -1, 4, -7};
    for (volatile int i = 0; i < 4; i++)
        switch (setjmp(outer)) { case 0: checked(values[i]); break; case 1: printf("one\n"); break; default: printf("other\n"); }
    double kept = 2.5;
    if (!setjmp(outer)) { longjmp(outer, 9); }
    printf("%.1f\n", kept);
    return tries;
}
