#include <stdio.h>
int main(void) {
    int x = 1;
    if (x = 2) printf("two\n");
    while ((x = getchar()) != EOF) printf("%d\n", x);
    return 0;
}
