#include <stdio.h>
int main(void) {
    const int n = 3;
    n = 4;
    n++;
    const char *p = "x";
    *p = 1;
    return 0;
}
