#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    for (int i = 0; i <= 134; i++)
        printf("%d %s\n", i, strerror(i));
    for (int i = 1; i < 32; i++)
        printf("%d %s\n", i, strsignal(i));
    return 0;
}
