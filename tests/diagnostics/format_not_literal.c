#include <stdio.h>
int main(void) {
    char *s = "x";
    printf(s);
    printf("%s", s);
    return 0;
}
