#include <stdio.h>
int main(void) {
    char *s = "x";
    if (s == "x") printf("same\n");
    return 0;
}
