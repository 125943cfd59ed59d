#include <stdio.h>
int main(void) {
    printf("hello\n);
    printf("next\n");
    return 0;
}
