#include <stdio.h>
int main(void) {
    size_t n = sizeof(int);
    printf("%zu %lu %u\n", n, n, n);
    printf("%ld\n", (long)n);
    printf("%lu\n", sizeof(int) * 2);
    return 0;
}
