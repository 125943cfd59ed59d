#include <stdio.h>
int main(void) {
    int n;
    float f;
    double d;
    char s[8];
    scanf("%d", n);
    scanf("%f %f %lf", &f, &d, &d);
    scanf("%s %s", s, &s);
    scanf("%ld", &n);
    scanf("%c", &n);
    return 0;
}
