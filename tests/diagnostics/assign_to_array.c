#include <stdio.h>
int main(void) {
    char name[8];
    name = "bob";
    int a[2], b[2];
    a = b;
    return 0;
}
