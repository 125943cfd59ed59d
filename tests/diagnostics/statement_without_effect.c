#include <stdio.h>
int main(void) {
    int x = 1, *p = &x;
    x;
    x + 1;
    main;
    *p++;
    "text";
    return 0;
}
