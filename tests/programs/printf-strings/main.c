#include <stdio.h>

int main(void)
{
    const char *s = "operating systems";
    printf("[%s] [%20s] [%-20s] [%.9s] [%12.9s] [%-12.9s]\n", s, s, s, s, s, s);
    printf("[%c] [%5c] [%-5c] [%%]\n", 'a', 'b', 'c');
    printf("[%.*s] [%*s]\n", 3, s, 20, s);
    printf("%p %p\n", (void *)0, (void *)0x1234);
    int n;
    printf("count%n me\n", &n);
    printf("%d\n", n);
    printf("%2$s before %1$s\n", "b", "a");
    char small[8];
    int r = snprintf(small, sizeof small, "%s", s);
    printf("%d [%s]\n", r, small);
    r = printf("%s", "");
    printf("%d\n", r);
    return 0;
}
