#include <assert.h>
#include <stdio.h>
#include <unistd.h>

extern char *program_invocation_short_name;

int main(int argc, char **argv)
{
    (void)argv;
    program_invocation_short_name = "prog";
    dup2(1, 2);
    puts("checking");
    fflush(stdout);
#line 14 "main.c"
    assert(argc == 1);
    assert(argc > 100 && "too few");
    return 0;
}
