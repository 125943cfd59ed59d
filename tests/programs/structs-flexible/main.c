#include <stdio.h>
#include <stdlib.h>
#include <stddef.h>
#include <string.h>
struct Packet { short length; char kind; char data[]; };
static struct Packet *make(char kind, const char *text) {
    size_t n = strlen(text);
    struct Packet *p = malloc(sizeof *p + n + 1);
    p->length = n; p->kind = kind;
    memcpy(p->data, text, n + 1);
    return p;
}
struct Outer { char a; struct { short b; int c; } inner; char d[3]; };
int main(void) {
    struct Packet *p = make('t', "flexible array member");
    printf("%d %c %s\n", p->length, p->kind, p->data);
    free(p);
    printf("%d %d\n", offsetof(struct Packet, data) == 3, offsetof(struct Packet, kind) == 2);
    printf("%d %d %d\n", (int)offsetof(struct Outer, inner), (int)offsetof(struct Outer, d), (int)sizeof(struct Outer));
    struct Outer o = {.inner.c = 5, .d = "ab"}, *q = (struct Outer *)((char *)&o.inner - offsetof(struct Outer, inner));
    printf("%d %s\n", q->inner.c, q->d);
    return 0;
}
