#include <assert.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    (void)argv;
    dup2(1, 2);
    puts("checking");
    fflush(stdout);
    assert(argc == 1);
    assert(argc > 100 && "too few");
    return 0;
}
