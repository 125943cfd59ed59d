#include <stdio.h>
#include <unistd.h>

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    char *start = sbrk(0), *p = sbrk(10000), *end = sbrk(0);
    for (int i = 0; i < 10000; i++)
        p[i] = (char)i;
    int last = p[9999];
    char *back = sbrk(-10000), *now = sbrk(0);
    printf("%d %d %d\n", p == start, (int)(end - start), last);
    printf("%d %d\n", back == end, now == start);
    return 0;
}
