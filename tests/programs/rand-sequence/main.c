#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    for (int i = 0; i < 5; i++)
        printf("%d\n", rand());
    srand(42);
    for (int i = 0; i < 5; i++)
        printf("%d\n", rand() % 100);
    srandom(7);
    for (int i = 0; i < 5; i++)
        printf("%ld\n", random());
    unsigned seed = 99;
    for (int i = 0; i < 5; i++)
        printf("%d\n", rand_r(&seed));
    srand48(1);
    for (int i = 0; i < 3; i++)
        printf("%.6f\n", drand48());
    printf("%d\n", RAND_MAX);
    return 0;
}
