#include <stdio.h>
#include <assert.h>
int main(void) {
    printf("before\n");
    fflush(stdout);
    int x = 2;
    assert(x == 2);
    assert(x + x == 5 && "arithmetic");
    printf("never\n");
    return 0;
}
