#include <stdio.h>
int main(void) {
    printf("before\n");
    fflush(stdout);
    int *volatile nowhere = NULL;
    *nowhere = 1;
    printf("never\n");
    return 0;
}
