#include <stdio.h>

#define STR(x) #x
#define XSTR(x) STR(x)
#define CAT(a, b) a##b
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define LOG(format, ...) printf("[" format "]\n", __VA_ARGS__)
#define LIST X(red) X(green) X(blue)
#define VERSION 3
#define EMPTY
#if VERSION > 2 && defined(LIST) && !defined(NOTHING)
#define KIND "new"
#elif VERSION == 2
#define KIND "two"
#else
#error unreachable
#endif

enum color {
#define X(name) CAT(color_, name),
    LIST
#undef X
};
static const char *names[] = {
#define X(name) #name,
    LIST
#undef X
};

int main(void)
{
    int CAT(va, lue) = 7 EMPTY;
    printf("%s %s %s\n", STR(VERSION), XSTR(VERSION), STR("a\n" + 'b'));
    printf("%d %d %s\n", value, MAX(value + 1, 3), KIND);
    LOG("%d-%s", color_blue, names[color_green]);
    printf("%d %s\n", __LINE__, "con" "cat" "enated");
#line 100 "other.c"
    printf("%d %s\n", __LINE__, __FILE__);
#undef VERSION
#ifndef VERSION
    puts("gone");
#endif
    printf("%d\n", (
#if 0
        1
#else
        2
#endif
        ));
    printf("%ld %d\n", __STDC_VERSION__, __STDC__);
    return 0;
}
