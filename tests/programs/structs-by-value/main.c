#include <stdio.h>
struct Point { int x, y; };
struct Big { int v[10]; double d; struct Point p; char name[8]; };
static struct Point move(struct Point p, int dx, int dy) { p.x += dx; p.y += dy; return p; }
static struct Big fill(int n) { struct Big b = {.d = n * 1.5, .p = {n, -n}, .name = "big"}; for (int i = 0; i < 10; i++) b.v[i] = i * n; return b; }
static int total(struct Big b) { int s = 0; for (int i = 0; i < 10; i++) s += b.v[i]; b.v[0] = 999; return s; }
struct Small { char c; }; struct Three { char a, b, c; }; struct Floats { float a, b; }; struct Mixed { double d; int i; };
static struct Small small(struct Small s) { s.c++; return s; }
static struct Three three(struct Three t) { return (struct Three){t.c, t.b, t.a}; }
static struct Floats floats(struct Floats f) { return (struct Floats){f.b * 2, f.a * 2}; }
static struct Mixed mixed(struct Mixed m) { m.d += m.i; m.i *= 2; return m; }
int main(void) {
    struct Point a = {1, 2}, b = move(a, 10, 20);
    printf("%d %d %d %d\n", a.x, a.y, b.x, b.y);
    struct Big big = fill(3), copy = big;
    copy.v[1] = -1;
    printf("%d %d %d %.1f %s %d\n", total(big), big.v[0], big.v[1], big.d, big.name, fill(2).p.y);
    printf("%d\n", move(move((struct Point){0, 0}, 1, 1), 2, 2).x);
    printf("%c %c %.1f %.1f\n", small((struct Small){'a'}).c, three((struct Three){'x', 'y', 'z'}).a, floats((struct Floats){1, 2}).a, mixed((struct Mixed){0.5, 4}).d);
    struct { struct Point corner[2]; } box = {{{1, 2}, {3, 4}}}, other = box;
    other.corner[1] = a;
    printf("%d %d\n", box.corner[1].y, other.corner[1].y);
    return 0;
}
