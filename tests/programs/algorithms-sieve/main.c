#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 100, count = 0, last = 0;
    char *composite = calloc(n + 1, 1);
    for (int i = 2; i <= n; i++) {
        if (composite[i]) continue;
        count++;
        last = i;
        if (count <= 10) printf("%d ", i);
        for (int j = i * 2; j <= n; j += i) composite[j] = 1;
    }
    printf("... %d\n%d primes up to %d\n", last, count, n);
    free(composite);
    return count % 256;
}
