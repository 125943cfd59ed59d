#include <stdio.h>
int main(void) {
    x = 1;
    x = 2;
    y = x;
    return 0;
}
