#include <stdio.h>
struct P { int x, y; };
static int length(const struct P *p) { return p->x * p->x + p->y * p->y; }
static int sum(const int *v, int n) { int s = 0; while (n--) s += *v++; return s; }
static struct P *global = &(struct P){8, 9};
int main(void) {
    printf("%d\n", length(&(struct P){3, 4}));
    printf("%d\n", sum((int[]){1, 2, 3, 4}, 4));
    int *v = (int[5]){[4] = 9};
    v[0] = 1;
    printf("%d %d\n", v[0] + v[4], global->y);
    struct P p = (struct P){.y = 2}, *q = &p;
    *q = (struct P){q->y, q->x};
    printf("%d %d\n", p.x, p.y);
    printf("%s\n", (char[]){"literal"});
    for (int i = 0; i < 3; i++) { struct P *r = &(struct P){i, i * 2}; r->x += 10; printf("%d %d\n", r->x, r->y); }
    printf("%d\n", ((struct P){1, 2}).y);
    return 0;
}
