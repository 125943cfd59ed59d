#include <stdio.h>

struct small { char a; short b; };
struct two { double x; int n; };
struct big { int v[10]; char name[5]; };
union number { int i; float f; unsigned char bytes[4]; };

static struct small swap(struct small s) { return (struct small){ (char)s.b, s.a }; }
static struct two scale(struct two t, double k) { t.x *= k; t.n++; return t; }
static struct big fill(int start)
{
    struct big b = { .name = "big" };
    for (int i = 0; i < 10; i++)
        b.v[i] = start + i;
    return b;
}
static int sum(struct big b, struct small s, struct two t)
{
    int total = s.a + s.b + t.n + (int)t.x;
    for (int i = 0; i < 10; i++)
        total += b.v[i];
    b.v[0] = 1000;
    return total;
}

int main(void)
{
    struct small s = swap((struct small){ 3, 7 });
    struct two t = scale(scale((struct two){ 1.5, 0 }, 2), 3);
    struct big b = fill(5), c = b;
    c.v[9] = -1;
    printf("%d %d %g %d %d %d %s\n", s.a, s.b, t.x, t.n, b.v[9], c.v[9], fill(1).name);
    printf("%d %d\n", sum(b, s, t), b.v[0]);
    union number u = { .f = 1.0f };
    printf("%x %d\n", u.i, u.bytes[3]);
    struct { struct { int x, y; } p[2]; int n; } nested = { { { 1, 2 }, { .y = 4 } }, 5 };
    printf("%d %d %d %d %d\n", nested.p[0].x, nested.p[0].y, nested.p[1].x, nested.p[1].y, nested.n);
    return 0;
}
