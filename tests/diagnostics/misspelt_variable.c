#include <stdio.h>
int main(void) {
    int count = 1;
    cuont = 2;
    printf("%d\n", count);
    return 0;
}
