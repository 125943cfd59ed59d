#include <stdio.h>
#include <stdlib.h>
/* The sequence of glibc's rand, and one of our own. */
static unsigned state = 42;
static unsigned own(void) { return state = state * 1664525u + 1013904223u; }
int main(void) {
    for (int i = 0; i < 5; i++) printf("%d ", rand());
    srand(7);
    printf("\n");
    for (int i = 0; i < 5; i++) printf("%d ", rand() % 100);
    printf("\n");
    for (int i = 0; i < 5; i++) printf("%u ", own());
    int buckets[6] = {0};
    for (int i = 0; i < 6000; i++) buckets[rand() % 6]++;
    printf("\n");
    for (int i = 0; i < 6; i++) printf("%d ", buckets[i]);
    int deck[10];
    for (int i = 0; i < 10; i++) deck[i] = i;
    for (int i = 9; i > 0; i--) { int j = rand() % (i + 1), t = deck[i]; deck[i] = deck[j]; deck[j] = t; }
    printf("\n");
    for (int i = 0; i < 10; i++) printf("%d ", deck[i]);
    printf("%d\n", RAND_MAX);
    return 0;
}
