#include <stdio.h>
int main(void) {
    printf("100\% C:\dir\n");
    return 0;
}
