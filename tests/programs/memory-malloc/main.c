#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdint.h>
int main(void) {
    char *blocks[40];
    int bad = 0, sum = 0;
    for (int i = 0; i < 40; i++) { blocks[i] = malloc(i * 13 + 1); memset(blocks[i], i, i * 13 + 1); bad += ((uintptr_t)blocks[i] & 15) != 0; }
    for (int i = 0; i < 40; i += 2) { free(blocks[i]); blocks[i] = NULL; }
    for (int i = 0; i < 40; i += 2) { blocks[i] = malloc(i * 5 + 3); memset(blocks[i], 100 + i, i * 5 + 3); }
    for (int i = 1; i < 40; i += 2) for (int k = 0; k <= i * 13; k++) bad += blocks[i][k] != i;
    for (int i = 0; i < 40; i++) free(blocks[i]);
    int *v = NULL, n = 0, room = 0;
    while (n < 1000) { if (n == room) v = realloc(v, (room = room ? room * 2 : 4) * sizeof *v); v[n] = n; n++; }
    for (int i = 0; i < n; i++) sum += v[i];
    v = realloc(v, 10 * sizeof *v);
    printf("%d %d %d\n", bad, sum, v[9]);
    free(v); free(NULL);
    unsigned char *z = calloc(100, 7);
    for (int i = 0; i < 700; i++) bad += z[i];
    free(z);
    char *big = malloc(300000);
    big[0] = 1; big[299999] = 2;
    big = realloc(big, 600000);
    printf("%d %d %d\n", bad, big[0], big[299999]);
    free(big);
    void *huge = malloc((size_t)-1 / 2);
    printf("%d %d\n", huge == NULL, malloc(0) != NULL);
    char *copy = strdup("duplicate");
    printf("%s\n", copy);
    free(copy);
    return 0;
}
