#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *volatile p = malloc(10);
    puts("freeing twice");
    fflush(stdout);
    free(p);
    free(p);
    puts("not reached");
    return 0;
}
