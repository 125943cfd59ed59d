#include <stdio.h>
enum Color { RED, GREEN = 5, BLUE, LAST = BLUE + 10, NEGATIVE = -3, NEXT };
enum { A = 1 << 0, B = 1 << 1, C = 1 << 2, ALL = A | B | C };
typedef enum { MON, TUE, WED } Day;
static const char *const names[] = {[MON] = "Mon", [TUE] = "Tue", [WED] = "Wed"};
int main(void) {
    printf("%d %d %d %d %d %d\n", RED, GREEN, BLUE, LAST, NEGATIVE, NEXT);
    printf("%d\n", ALL & ~B);
    for (Day d = MON; d <= WED; d++) printf("%s ", names[d]);
    enum Color c = 6;
    printf("%d %d\n", c == BLUE, sizeof names / sizeof *names == 3);
    int v[LAST] = {0};
    v[BLUE] = 3;
    printf("%d\n", v[6]);
    return 0;
}
