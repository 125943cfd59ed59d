#include <stdio.h>
int main(void) {
    int x = 1;
    1 = x;
    x + 1 = 2;
    &x = 0;
    return 0;
}
