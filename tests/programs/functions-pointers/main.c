#include <stdio.h>
static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static int mul(int a, int b) { return a * b; }
typedef int (*Operation)(int, int);
static Operation pick(char c) { return c == '+' ? add : c == '-' ? sub : mul; }
static int (*pick_plain(int i))(int, int) { static int (*table[])(int, int) = {add, sub, mul}; return table[i % 3]; }
static int fold(const int *v, int n, int start, Operation f) { for (int i = 0; i < n; i++) start = f(start, v[i]); return start; }
static void each(int n, void (*f)(int, void *), void *context) { for (int i = 0; i < n; i++) f(i, context); }
static void gather(int i, void *context) { *(int *)context += i * i; }
struct Shape { const char *name; double (*area)(const struct Shape *); double a, b; };
static double rectangle(const struct Shape *s) { return s->a * s->b; }
static double triangle(const struct Shape *s) { return s->a * s->b / 2; }
int main(void) {
    int v[] = {1, 2, 3, 4}, sum = 0;
    printf("%d %d %d\n", pick('+')(7, 3), (*pick('-'))(7, 3), (**pick('*'))(7, 3));
    printf("%d %d\n", fold(v, 4, 0, add), fold(v, 4, 1, mul));
    for (int i = 0; i < 3; i++) printf("%d ", pick_plain(i)(8, 2));
    each(5, gather, &sum);
    printf("%d\n", sum);
    struct Shape shapes[] = {{"rectangle", rectangle, 3, 4}, {"triangle", triangle, 3, 4}};
    for (int i = 0; i < 2; i++) printf("%s %.1f\n", shapes[i].name, shapes[i].area(&shapes[i]));
    printf("%d %d\n", pick('+') == add, pick('-') == add);
    return 0;
}
