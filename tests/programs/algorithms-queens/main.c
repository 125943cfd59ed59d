#include <stdio.h>
static int solutions, board[8];
static int is_safe(int row, int column) {
    for (int r = 0; r < row; r++) { int d = board[r] - column; if (!d || d == row - r || d == r - row) return 0; }
    return 1;
}
static void place(int row, int n) {
    if (row == n) {
        if (solutions++) return;
        for (int r = 0; r < n; r++) { for (int c = 0; c < n; c++) putchar(board[r] == c ? 'Q' : '.'); putchar('\n'); }
        return;
    }
    for (int c = 0; c < n; c++) if (is_safe(row, c)) { board[row] = c; place(row + 1, n); }
}
int main(void) {
    for (int n = 4; n <= 7; n++) { solutions = 0; place(0, n); printf("%d queens: %d solutions\n", n, solutions); }
    return 0;
}
