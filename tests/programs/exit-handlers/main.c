#include <stdio.h>
#include <stdlib.h>

static void first(void) { puts("first"); }
static void third(void) { puts("third, registered by second"); }
static void second(void)
{
    puts("second");
    atexit(third);
}
static void with(int status, void *p) { printf("status %d %s\n", status, (char *)p); }

int main(void)
{
    atexit(first);
    atexit(second);
    on_exit(with, "argument");
    printf("no newline");
    exit(7);
}
