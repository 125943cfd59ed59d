#include <stdlib.h>
int f(void) {
    int x = free(0);
    return x;
}
