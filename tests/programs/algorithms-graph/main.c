#include <stdio.h>
#include <limits.h>
enum { N = 6 };
static const int edges[N][N] = {{0, 7, 9, 0, 0, 14}, {7, 0, 10, 15, 0, 0}, {9, 10, 0, 11, 0, 2}, {0, 15, 11, 0, 6, 0}, {0, 0, 0, 6, 0, 9}, {14, 0, 2, 0, 9, 0}};
static int distance[N], previous[N], done[N], seen[N];
static void dijkstra(int from) {
    for (int i = 0; i < N; i++) { distance[i] = INT_MAX; previous[i] = -1; }
    distance[from] = 0;
    for (int k = 0; k < N; k++) {
        int u = -1;
        for (int i = 0; i < N; i++) if (!done[i] && (u < 0 || distance[i] < distance[u])) u = i;
        done[u] = 1;
        for (int v = 0; v < N; v++) if (edges[u][v] && distance[u] + edges[u][v] < distance[v]) { distance[v] = distance[u] + edges[u][v]; previous[v] = u; }
    }
}
static void path(int to) { if (previous[to] >= 0) { path(previous[to]); printf(" -> "); } printf("%d", to); }
static void dfs(int u) { seen[u] = 1; printf("%d ", u); for (int v = 0; v < N; v++) if (edges[u][v] && !seen[v]) dfs(v); }
int main(void) {
    dijkstra(0);
    for (int i = 0; i < N; i++) { printf("%d: ", distance[i]); path(i); printf("\n"); }
    dfs(0);
    int queue[N], head = 0, tail = 0, marked[N] = {1};
    printf("\n");
    for (queue[tail++] = 0; head < tail; head++) for (int v = 0; v < N; v++) if (edges[queue[head]][v] && !marked[v]) { marked[v] = 1; queue[tail++] = v; }
    for (int i = 0; i < tail; i++) printf("%d ", queue[i]);
    printf("\n");
    return 0;
}
