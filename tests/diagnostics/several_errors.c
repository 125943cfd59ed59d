#include <stdio.h>
int main(void) {
    int x = 1
    int y = undefined_thing;
    pritnf("%d\n", x);
    if (y = 1) {
        x = "text";
    }
    return z;
}
