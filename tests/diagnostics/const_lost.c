#include <stdio.h>
int main(void) {
    const char *text = "abc";
    char *p = text;
    *p = 0;
    return 0;
}
