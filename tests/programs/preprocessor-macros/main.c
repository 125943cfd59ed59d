#include <stdio.h>
#define SQUARE(x) ((x) * (x))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define STRING(x) #x
#define EXPAND(x) STRING(x)
#define JOIN(a, b) a##b
#define JOIN2(a, b) JOIN(a, b)
#define LOG(format, ...) printf("[" format "]\n", __VA_ARGS__)
#define COUNT(...) COUNT_(__VA_ARGS__, 4, 3, 2, 1)
#define COUNT_(a, b, c, d, n, ...) n
#define COLORS(X) X(RED, 1) X(GREEN, 2) X(BLUE, 4)
#define DECLARE(name, value) name = value,
#define NAME(name, value) case name: return #name;
#define SWAP(type, a, b) do { type t_ = a; a = b; b = t_; } while (0)
#define VERSION 12
#define f(x) x + f(x)
enum { COLORS(DECLARE) };
static const char *name(int c) { switch (c) { COLORS(NAME) } return "?"; }
#if VERSION > 10 && defined(SQUARE) && !defined(NOTHING)
static int chosen = 1;
#elif VERSION
static int chosen = 2;
#else
#error never
#endif
static int (f)(int x) { return x * 100; }
int main(void) {
    int a = 3, b = 4, xy = 9;
    int square = SQUARE(a + 1), most = MAX(a++, b);
    printf("%d %d %d\n", square, most, a);
    printf("%s %s %s\n", STRING(VERSION), EXPAND(VERSION), STRING(a "b\n" 'c'));
    printf("%d %d\n", JOIN(x, y), JOIN2(x, y));
    LOG("%d and %s", 5, "five");
    printf("%d %d\n", COUNT(a), COUNT(a, b, c));
    printf("%s %s %d\n", name(GREEN), name(3), RED | BLUE);
    SWAP(int, a, b);
    printf("%d %d %d\n", a, b, chosen);
    printf("%d\n", f(2));
#undef VERSION
#ifdef VERSION
    printf("defined\n");
#endif
#line 500 "renamed.c"
    printf("%s %d %s\n", __FILE__, __LINE__, __func__);
    return 0;
}
