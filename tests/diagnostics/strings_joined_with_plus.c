#include <stdio.h>
int main(void) {
    char *a = "x", *b = "y";
    char *c = a + b;
    printf("%s\n", c);
    return 0;
}
