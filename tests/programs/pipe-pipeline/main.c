#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* generate | square | sum, three processes and two pipes */
int main(void)
{
    int a[2], b[2];
    pipe(a);
    pipe(b);
    if (fork() == 0) {
        close(a[0]);
        close(b[0]);
        close(b[1]);
        for (int i = 1; i <= 10; i++)
            write(a[1], &i, sizeof i);
        exit(0);
    }
    if (fork() == 0) {
        int v;
        close(a[1]);
        close(b[0]);
        while (read(a[0], &v, sizeof v) == sizeof v) {
            v *= v;
            write(b[1], &v, sizeof v);
        }
        exit(0);
    }
    close(a[0]);
    close(a[1]);
    close(b[1]);
    int v, sum = 0;
    while (read(b[0], &v, sizeof v) == sizeof v)
        sum += v;
    printf("%d\n", sum);
    while (wait(NULL) > 0)
        ;
    return 0;
}
