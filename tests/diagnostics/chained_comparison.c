#include <stdio.h>
int main(void) {
    int x = 5;
    if (0 < x < 3) printf("yes\n");
    return 0;
}
