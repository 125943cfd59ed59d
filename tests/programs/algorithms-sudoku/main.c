#include <stdio.h>
static char grid[82] = "530070000600195000098000060800060003400803001700020006060000280000419005000080079";
static int steps;
static int fits(int at, char d) {
    int row = at / 9, column = at % 9, box = row / 3 * 27 + column / 3 * 3;
    for (int i = 0; i < 9; i++) if (grid[row * 9 + i] == d || grid[i * 9 + column] == d || grid[box + i / 3 * 9 + i % 3] == d) return 0;
    return 1;
}
static int solve(int at) {
    while (at < 81 && grid[at] != '0') at++;
    if (at == 81) return 1;
    for (char d = '1'; d <= '9'; d++) {
        if (!fits(at, d)) continue;
        grid[at] = d;
        steps++;
        if (solve(at + 1)) return 1;
        grid[at] = '0';
    }
    return 0;
}
int main(void) {
    const char *result = solve(0) ? "solved" : "none";
    printf("%s after %d steps\n", result, steps);
    for (int r = 0; r < 9; r++) printf("%.9s\n", grid + r * 9);
    return 0;
}
