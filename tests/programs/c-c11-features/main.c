#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(int) == 4, "int has four bytes");
#define kind(x) _Generic((x), int: "int", double: "double", char *: "string", default: "other")
struct packet { int length; struct { int x, y; }; union { char c; float f; }; char data[]; };
static _Thread_local int per_thread = 3;
static _Noreturn void leave(int n) { exit(n); }
typedef enum { LOW = -1, MID, HIGH = 5, TOP } level;

int main(void)
{
    char *s = "x";
    printf("%s %s %s %s\n", kind(1), kind(1.0), kind(s), kind(1u));
    struct packet *p = malloc(sizeof *p + 6);
    p->length = 5;
    p->x = 1;
    p->f = 2.5f;
    strcpy(p->data, "flex!");
    printf("%d %d %g %s\n", p->length, p->x, p->f, p->data);
    printf("%d %d\n", (int)offsetof(struct packet, data) == (int)sizeof *p, (int)offsetof(struct packet, y));
    free(p);
    alignas(64) char aligned[10];
    printf("%d %d\n", (int)((uintptr_t)aligned % 64), (int)alignof(double));
    bool b = 42;
    b += 0;
    printf("%d %d %zu\n", b, !!0.5 == true, sizeof(bool));
    level l = TOP;
    printf("%d %d %d\n", LOW, MID, l);
    struct point { int x, y, z; } q = { .z = 3, .x = 1 }, *r = &(struct point){ 7, 8, 9 };
    int table[10] = { [2] = 5, 6, [8] = 9 };
    printf("%d %d %d %d %d %d\n", q.x, q.y, q.z, r->y, table[3], table[8]);
    per_thread += 4;
    printf("%d\n", per_thread);
    const char *u = u8"utf \u00e9";
    printf("%zu %s\n", strlen(u), u);
    leave(17);
}
