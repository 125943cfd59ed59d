#include <stdio.h>
#include <string.h>

static int total(int rows, int cols, int m[rows][cols])
{
    int t = 0;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++)
            t += m[i][j];
    return t;
}

int main(void)
{
    int a[] = { 10, 20, 30, [5] = 60, 70 }, *p = a + 1, **pp = &p;
    printf("%zu %d ", sizeof a / sizeof *a, *p++);
    printf("%d %d\n", *p, p[-2]);
    printf("%d %d %d\n", **pp, (int)(&a[6] - p), *(&a[1] + 4));
    int m[3][4] = { { 1, 2 }, { [3] = 7 }, { 9 } };
    int (*row)[4] = m + 1;
    printf("%d %d %d\n", (*row)[3], row[1][0], total(3, 4, m));
    const char *names[] = { "zero", "one", "two" };
    printf("%c %s %zu\n", names[1][2], *(names + 2), sizeof "four");
    int n = 3;
    int vla[n][n + 1];
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= n; j++)
            vla[i][j] = i * j;
    printf("%d %d\n", vla[2][3], total(n, n + 1, vla));
    char text[] = "reverse", *l = text, *r = text + strlen(text) - 1;
    while (l < r) {
        char c = *l;
        *l++ = *r;
        *r-- = c;
    }
    puts(text);
    int *q = (int[]){ 4, 5, 6 };
    printf("%d %d\n", q[2], 2[q]);
    void *v = &a[2];
    printf("%d\n", *(int *)v);
    return 0;
}
