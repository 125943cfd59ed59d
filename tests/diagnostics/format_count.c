#include <stdio.h>
int main(void) {
    printf("%d %d\n", 1);
    printf("%d\n", 1, 2);
    printf("100%\n");
    printf("%y\n", 1);
    printf("%*d\n", 1.5, 1);
    return 0;
}
