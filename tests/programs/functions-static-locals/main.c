#include <stdio.h>
static int next(void) { static int n = 10; return n++; }
static int other(void) { static int n; n += 2; return n; }
static const char *name(int i) { static char buffers[2][8]; static int turn; char *b = buffers[turn ^= 1]; sprintf(b, "<%d>", i); return b; }
static int fib(int n) { static int memo[50]; return n < 2 ? n : memo[n] ? memo[n] : (memo[n] = fib(n - 1) + fib(n - 2)); }
int counter;
int main(void) {
    for (int i = 0; i < 3; i++) printf("%d %d\n", next(), other());
    printf("%s %s\n", name(1), name(2));
    printf("%d\n", fib(45));
    { int counter = 5; counter++; { extern int counter; counter += 100; } printf("%d\n", counter); }
    printf("%d\n", counter);
    return 0;
}
