#include <stdio.h>
int main(void) {
    char a[8];
    strcpy(a, "hi");
    printf("%zu\n", strlen(a));
    return 0;
}
