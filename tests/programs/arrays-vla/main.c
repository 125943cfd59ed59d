#include <stdio.h>
#include <string.h>
static int trace(int n, int m[n][n]) { int s = 0; for (int i = 0; i < n; i++) s += m[i][i]; return s; }
static void multiply(int n, int a[n][n], int b[n][n], int c[n][n]) {
    for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) { c[i][j] = 0; for (int k = 0; k < n; k++) c[i][j] += a[i][k] * b[k][j]; }
}
static int depth(int n) { int v[n + 1]; for (int i = 0; i <= n; i++) v[i] = i; return n ? v[n] + depth(n - 1) : 0; }
int main(void) {
    for (int n = 1; n < 5; n++) {
        int m[n][n], p[n][n];
        for (int i = 0; i < n * n; i++) m[i / n][i % n] = i;
        multiply(n, m, m, p);
        printf("%d: %d %d %d\n", n, trace(n, m), trace(n, p), (int)(sizeof m / sizeof(int)));
    }
    char text[strlen("dynamic") + 1];
    strcpy(text, "dynamic");
    printf("%s %d %d\n", text, (int)sizeof text, depth(50));
    int n = 2;
    int (*rows)[n] = (int[4][2]){{1, 2}, {3, 4}, {5, 6}, {7, 8}} + 1;
    printf("%d\n", rows[1][1]);
    return 0;
}
