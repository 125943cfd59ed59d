#include <stdio.h>
int main(void) {
    int x = 1;
    if (x == 2);
        printf("two\n");
    for (int i = 0; i < 3; i++);
    {
        printf("%d\n", x);
    }
    return 0;
}
