#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 1000; i++) {
        printf("%07d\n", i);
        if (i % 250 == 0)
            write(1, "--mark-\n", 8);
    }
    return 0;
}
