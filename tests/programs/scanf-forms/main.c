#include <stdio.h>

int main(void)
{
    int a, b, n;
    char word[20], rest[40], c;
    double d;
    float f;
    unsigned x;
    long long big;
    printf("%d\n", scanf("%d %d", &a, &b));
    printf("%d %d\n", a, b);
    printf("%d\n", scanf(" %19s %c", word, &c));
    printf("%s %c\n", word, c);
    printf("%d\n", scanf("%lf %f %x", &d, &f, &x));
    printf("%g %g %u\n", d, f, x);
    printf("%d\n", scanf(" key=%19[a-z],%39[^\n]", word, rest));
    printf("%s|%s\n", word, rest);
    printf("%d\n", scanf("%lld %*d %i %n", &big, &a, &n));
    printf("%lld %d %d\n", big, a, n);
    printf("%d\n", scanf("%d", &a));
    printf("%d\n", scanf("%s", word));
    printf("%s\n", word);
    printf("%d\n", scanf("%d", &a));
    printf("%d\n", feof(stdin) != 0);
    return 0;
}
