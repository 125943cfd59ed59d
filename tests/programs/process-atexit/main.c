#include <stdio.h>
#include <stdlib.h>
static void first(void) { printf("first\n"); }
static void second(void) { printf("second\n"); }
static void nested(void) { printf("nested\n"); atexit(first); }
int main(void) {
    atexit(first);
    atexit(nested);
    atexit(second);
    atexit(second);
    printf("main\n");
    return 3;
}
