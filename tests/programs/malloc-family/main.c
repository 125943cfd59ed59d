#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    long failed;
    char *p[64];
    for (int i = 0; i < 64; i++) {
        p[i] = malloc((size_t)i * 37 + 1);
        memset(p[i], i, (size_t)i * 37 + 1);
        if ((uintptr_t)p[i] % 16)
            puts("unaligned");
    }
    for (int i = 0; i < 64; i += 2)
        free(p[i]);
    for (int i = 1; i < 64; i += 2)
        for (int k = 0; k <= i * 37; k++)
            if (p[i][k] != i)
                puts("damaged");
    char *big = malloc(1 << 20);
    memset(big, 1, 1 << 20);
    big = realloc(big, 2 << 20);
    printf("%d %d\n", big[0], big[(1 << 20) - 1]);
    free(big);
    int *z = calloc(1000, sizeof *z), sum = 0;
    for (int i = 0; i < 1000; i++)
        sum += z[i];
    printf("%d\n", sum);
    z = realloc(z, 10 * sizeof *z);
    free(z);
    errno = 0;
    volatile size_t huge = SIZE_MAX;
    failed = malloc(huge) == NULL;
    printf("%ld %s\n", failed, strerror(errno));
    printf("%d\n", calloc(huge / 2, 4) == NULL);
    void *a = malloc(0), *b = malloc(0);
    printf("%d %d\n", a != NULL, a != b);
    free(NULL);
    void *q;
    printf("%d %d\n", posix_memalign(&q, 4096, 100), (int)((uintptr_t)q % 4096));
    free(q);
    printf("%d\n", posix_memalign(&q, 3, 100) == EINVAL);
    q = aligned_alloc(256, 512);
    printf("%d\n", (int)((uintptr_t)q % 256));
    char *r = malloc(24);
    free(r);
    printf("%d\n", r == malloc(24));
    return 0;
}
