#include <stdio.h>
static void fill(int *v, int n) { for (int i = 0; i < n; i++) *(v + i) = i * i; }
static int find(int (*m)[4], int rows, int v) { for (int i = 0; i < rows; i++) for (int j = 0; j < 4; j++) if (m[i][j] == v) return i * 10 + j; return -1; }
int main(void) {
    int v[8], *p = v, *end = v + 8;
    fill(v, 8);
    int first = *p++;
    printf("%d %d %d %d\n", first, *p, *(p + 2), p[3]);
    printf("%d %d %d\n", (int)(end - p), p < end, 2[v]);
    int m[3][4] = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
    printf("%d %d %d\n", find(m, 3, 7), *(*(m + 2) + 1), (int)(&m[1][0] - &m[0][0]));
    const char *names[] = {"one", "two", NULL}, **n = names;
    while (*n) printf("%s ", *n++);
    char buffer[] = "pointer", *q = buffer;
    for (q += 6; q >= buffer; q--) putchar(*q);
    int **pp = &p;
    **pp = 77;
    printf(" %d %d\n", v[1], *&*p);
    void *any = v;
    printf("%d %d\n", *(int *)any, ((int *)any)[2]);
    int (*whole)[8] = &v;
    printf("%d %d\n", (*whole)[3], (int)(sizeof *whole / sizeof **whole));
    return 0;
}
