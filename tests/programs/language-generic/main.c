#include <stdio.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#define KIND(x) _Generic((x), int: "int", unsigned: "unsigned", char: "char", double: "double", float: "float", char *: "char *", const char *: "const char *", long long: "long long", default: "other")
#define absolute(x) _Generic((x), int: absolute_int, double: absolute_double)(x)
static int absolute_int(int x) { return x < 0 ? -x : x; }
static double absolute_double(double x) { return x < 0 ? -x : x; }
_Static_assert(sizeof(int) == 4, "int has four bytes");
struct S { _Static_assert(1, "inside a struct"); int x; };
static _Noreturn void never(void) { for (;;) {} }
static inline int twice(int x) { return 2 * x; }
int main(void) {
    char c = 'c';
    unsigned short us = 1;
    printf("%s %s %s %s %s\n", KIND(1), KIND(1u), KIND(c), KIND(1.0f), KIND(us + 1));
    printf("%s %s %s\n", KIND("text"), KIND(1ll), KIND(&c));
    printf("%d %.1f\n", absolute(-3), absolute(-2.5));
    bool yes = 5, no = 0.0;
    printf("%d %d %d\n", yes, no, yes + yes);
    printf("%d %d\n", (int)alignof(int), (int)_Alignof(char));
    alignas(16) char buffer[3] = "ab";
    printf("%d %s %d\n", (int)((size_t)buffer % 16), buffer, twice(21));
    struct { union { int a; float b; }; struct { int c, d; }; } anonymous = {.a = 7, .d = 8};
    printf("%d %d\n", anonymous.a, anonymous.d);
    const volatile int *restrict p = &(const volatile int){3};
    printf("%d %s\n", *p, u8"utf-8 \u00e9");
    if (c == 'd') never();
    for (int i = 0, j = 10; i < j; i += 3, j--) printf("%d,%d ", i, j);
    printf("\n");
    return 0;
}
