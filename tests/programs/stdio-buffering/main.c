#include <stdio.h>
#include <unistd.h>

/* Standard output is no terminal here: everything waits for the end, except what is forced. */
int main(void)
{
    printf("A");
    write(1, "B", 1);
    fflush(stdout);
    printf("C\n");
    write(1, "D\n", 2);
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("E\nF");
    write(1, "G\n", 2);
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("H");
    write(1, "I\n", 2);
    return 0;
}
