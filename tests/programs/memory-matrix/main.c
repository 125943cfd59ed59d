#include <stdio.h>
#include <stdlib.h>
static double **make(int n) { double **m = malloc(n * sizeof *m); for (int i = 0; i < n; i++) m[i] = calloc(n, sizeof **m); return m; }
static void drop(double **m, int n) { while (n--) free(m[n]); free(m); }
static double determinant(double **m, int n) {
    double det = 1;
    for (int i = 0; i < n; i++) {
        int p = i;
        for (int r = i + 1; r < n; r++) if ((m[r][i] < 0 ? -m[r][i] : m[r][i]) > (m[p][i] < 0 ? -m[p][i] : m[p][i])) p = r;
        if (m[p][i] == 0) return 0;
        if (p != i) { double *t = m[p]; m[p] = m[i]; m[i] = t; det = -det; }
        det *= m[i][i];
        for (int r = i + 1; r < n; r++) { double f = m[r][i] / m[i][i]; for (int c = i; c < n; c++) m[r][c] -= f * m[i][c]; }
    }
    return det;
}
int main(void) {
    for (int n = 1; n <= 5; n++) {
        double **m = make(n);
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) m[i][j] = 1.0 / (i + j + 1);
        printf("%d %.10g\n", n, determinant(m, n));
        drop(m, n);
    }
    return 0;
}
