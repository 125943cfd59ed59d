#include <stdio.h>
int main(void) {
    char *s = "x";
    if (s[0] == "x") printf("same\n");
    char c = "y";
    return 0;
}
