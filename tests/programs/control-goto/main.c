#include <stdio.h>
int main(void) {
    int i = 0, j;
again:
    if (i < 3) { printf("again %d\n", i++); goto again; }
    for (i = 0; i < 10; i++)
        for (j = 0; j < 10; j++)
            if (i * j == 42) goto found;
    printf("none\n");
found:
    printf("%d %d\n", i, j);
    goto inside;
    while (i < 8) {
        printf("loop %d\n", i);
inside:
        i++;
    }
    { goto end; }
    printf("never\n");
end:;
    do { i--; if (i == 5) break; if (i % 2) continue; printf("i %d\n", i); } while (i > 0);
    return i;
}
