#include <stdio.h>

int main(void)
{
    int a = -1, b = -1, c = -1, n = -1;
    char s[16] = "", t[16] = "";
    printf("%d\n", sscanf("", "%d", &a));
    printf("%d\n", sscanf("abc", "%d", &a));
    printf("%d %d\n", sscanf("10:20:30", "%d:%d", &a, &b), 0);
    printf("%d %d\n", a, b);
    printf("%d\n", sscanf("12345678", "%2d%3d%d", &a, &b, &c));
    printf("%d %d %d\n", a, b, c);
    printf("%d\n", sscanf("name=value", "%[^=]=%s%n", s, t, &n));
    printf("%s %s %d\n", s, t, n);
    printf("%d\n", sscanf("50%", "%d%%%n", &a, &n));
    printf("%d %d\n", a, n);
    printf("%d\n", sscanf("  x", "%c%c", &s[0], &s[1]));
    printf("[%c][%c]\n", s[0], s[1]);
    printf("%d\n", sscanf("0x1A 017 -9", "%i %i %i", &a, &b, &c));
    printf("%d %d %d\n", a, b, c);
    short h;
    signed char hh;
    printf("%d\n", sscanf("70000 300", "%hd %hhd", &h, &hh));
    printf("%d %d\n", h, hh);
    return 0;
}
