#include <stdio.h>
#define N 12
static void show(const char *name, const int *v) { printf("%-10s", name); for (int i = 0; i < N; i++) printf("%3d", v[i]); printf("\n"); }
static void swap(int *a, int *b) { int t = *a; *a = *b; *b = t; }
static void bubble(int *v, int n) { for (int i = 0; i < n; i++) for (int j = 1; j < n - i; j++) if (v[j - 1] > v[j]) swap(&v[j - 1], &v[j]); }
static void insertion(int *v, int n) { for (int i = 1; i < n; i++) { int x = v[i], j = i; while (j && v[j - 1] > x) { v[j] = v[j - 1]; j--; } v[j] = x; } }
static void quick(int *v, int n) { if (n < 2) return; int p = v[n / 2], i = 0, j = n - 1; while (i <= j) { while (v[i] < p) i++; while (v[j] > p) j--; if (i <= j) swap(&v[i++], &v[j--]); } quick(v, j + 1); quick(v + i, n - i); }
static void merge(int *v, int n) { if (n < 2) return; int h = n / 2, t[N], i = 0, j = h, k = 0; merge(v, h); merge(v + h, n - h); while (i < h || j < n) t[k++] = j == n || (i < h && v[i] <= v[j]) ? v[i++] : v[j++]; while (k--) v[k] = t[k]; }
static void sift(int *v, int i, int n) { for (int c; (c = 2 * i + 1) < n; i = c) { if (c + 1 < n && v[c + 1] > v[c]) c++; if (v[i] >= v[c]) return; swap(&v[i], &v[c]); } }
static void heap(int *v, int n) { for (int i = n / 2; i--;) sift(v, i, n); while (--n > 0) { swap(&v[0], &v[n]); sift(v, 0, n); } }
int main(void) {
    struct { const char *name; void (*sort)(int *, int); } sorts[] = {{"bubble", bubble}, {"insertion", insertion}, {"quick", quick}, {"merge", merge}, {"heap", heap}};
    for (int s = 0; s < 5; s++) {
        int v[N];
        for (int i = 0; i < N; i++) v[i] = (i * 37 + 11) % 50 - 10;
        if (!s) show("before", v);
        sorts[s].sort(v, N);
        show(sorts[s].name, v);
    }
    return 0;
}
