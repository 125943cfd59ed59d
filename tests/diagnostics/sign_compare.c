#include <stdio.h>
int main(void) {
    int i = -1;
    unsigned u = 1;
    if (i < u) printf("less\n");
    if (u == -1) printf("max\n");
    for (i = 0; i < sizeof(u); i++) printf("%d\n", i);
    return 0;
}
