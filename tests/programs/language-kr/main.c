#include <stdio.h>
/* Definitions in the style of K&R's first edition, and scope rules. */
int add(a, b) int a; int b; { return a + b; }
double scale(x, factor, n) double x; float factor; char n; { return x * factor + n; }
static int x = 1;
static int outer(void) { return x; }
int tentative;
int tentative;
int tentative = 6;
typedef int Number, *Pointer, Triple[3];
static Number first(Triple t) { Pointer p = t; return *p; }
int main() {
    int x = 2;
    printf("%d %d\n", x, outer());
    { int x = 3; { extern int tentative; printf("%d %d\n", x, tentative); } }
    for (int x = 10; x < 11; x++) printf("%d\n", x);
    printf("%d\n", x);
    printf("%d %.2f\n", add(3, 4), scale(2.0, 1.5f, 1));
    Triple t = {7, 8, 9};
    printf("%d\n", first(t));
    struct x { int x; } y = {x};
    enum { z = 5 } w = z;
    x: if (y.x++ < 4) goto x;
    printf("%d %d\n", y.x, w);
    unsigned static const short s = 3; int long long unsigned q = 4;
    printf("%d %llu\n", s, q);
    return 0;
}
