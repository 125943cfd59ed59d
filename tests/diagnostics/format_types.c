#include <stdio.h>
int main(void) {
    double d = 1.5;
    long l = 1;
    long long ll = 2;
    char *s = "x";
    printf("%d\n", d);
    printf("%f\n", 1);
    printf("%d\n", l);
    printf("%d\n", ll);
    printf("%s\n", 5);
    printf("%d\n", s);
    printf("%c %c\n", s, 65);
    printf("%p\n", 1);
    return 0;
}
