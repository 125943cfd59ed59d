#include <stdio.h>
int main(void) {
    printf("%d\n", 1;
    int y = 2;
    printf("%d\n", y);
    return 0;
}
