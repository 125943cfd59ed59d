#include <stdio.h>
int main(void) {
    int x = 1;
    if (x == 1 {
        x = 2;
    }
    return 0;
}
