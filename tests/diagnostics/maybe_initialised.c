#include <stdio.h>
int main(void) {
    int x, y = 1;
    if (y)
        x = 1;
    printf("%d\n", x);
    int previous;
    for (int i = 0; i < 3; i++) {
        if (i > 0)
            printf("%d\n", previous);
        previous = i;
    }
    return 0;
}
