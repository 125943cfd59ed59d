#include <stdio.h>
int main(void) {
    printf("a\n")
    printf("b\n");
    return 0;
}
