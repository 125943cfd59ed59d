#include <stdio.h>
int main(void) {
    int x = 5;
    int *p = x;
    *p = 1;
    x = p;
    return 0;
}
