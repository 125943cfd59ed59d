#include <stdio.h>
struct P { int x, y; const char *name; };
static int table[10] = {[2] = 5, 6, [8] = 1, [0] = 7};
static struct P points[] = {[1] = {.y = 4}, {.name = "two", .x = 1}, [0].name = "zero"};
static int grid[3][3] = {{1}, {0, 2}, [2][2] = 3};
static const char *words[] = {"a", "bc" "de", [4] = "last"};
static char text[] = "len", fixed[3] = "abc", *pointer = "ptr";
int main(void) {
    for (int i = 0; i < 10; i++) printf("%d ", table[i]);
    printf("\n");
    for (int i = 0; i < 3; i++) printf("%d %d %s\n", points[i].x, points[i].y, points[i].name ? points[i].name : "-");
    for (int i = 0; i < 9; i++) printf("%d ", grid[i / 3][i % 3]);
    printf("\n%d %s %s %d\n", (int)(sizeof words / sizeof *words), words[1], words[4], words[3] == NULL);
    printf("%d %d %.3s %s\n", (int)sizeof text, (int)sizeof fixed, fixed, pointer);
    int local[5] = {1, 2}, n = 3;
    struct P p = {n, n * n, "local"}, q = {.y = p.y + 1};
    printf("%d %d %d %d %d\n", local[1], local[4], p.y, q.x, q.y);
    int nested[][2][2] = {{{1, 2}, {3}}, {{4}}};
    printf("%d %d %d\n", (int)(sizeof nested / sizeof *nested), nested[0][1][0], nested[1][0][0]);
    return 0;
}
