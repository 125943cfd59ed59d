#include <stdio.h>
#include <string.h>
enum { W = 20, H = 8 };
static char world[H][W];
static int around(int y, int x) { int n = 0; for (int dy = -1; dy <= 1; dy++) for (int dx = -1; dx <= 1; dx++) if (dy || dx) n += world[(y + dy + H) % H][(x + dx + W) % W]; return n; }
int main(void) {
    static const int start[][2] = {{0, 1}, {1, 2}, {2, 0}, {2, 1}, {2, 2}, {4, 10}, {4, 11}, {4, 12}};
    for (int i = 0; i < 8; i++) world[start[i][0]][start[i][1]] = 1;
    for (int generation = 0; generation < 24; generation++) {
        char next[H][W];
        for (int y = 0; y < H; y++) for (int x = 0; x < W; x++) { int n = around(y, x); next[y][x] = n == 3 || (n == 2 && world[y][x]); }
        memcpy(world, next, sizeof world);
    }
    for (int y = 0; y < H; y++) { for (int x = 0; x < W; x++) putchar(world[y][x] ? '#' : '.'); putchar('\n'); }
    return 0;
}
