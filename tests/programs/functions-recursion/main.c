#include <stdio.h>
static int ackermann(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1)); }
static int is_odd(int n);
static int is_even(int n) { return n == 0 ? 1 : is_odd(n - 1); }
static int is_odd(int n) { return n == 0 ? 0 : is_even(n - 1); }
static int moves;
static void hanoi(int n, char from, char to, char over) {
    if (!n) return;
    hanoi(n - 1, from, over, to);
    if (++moves <= 5) printf("%d: %c -> %c\n", n, from, to);
    hanoi(n - 1, over, to, from);
}
static void permute(char *s, int at, int n) {
    if (at == n) { printf("%s ", s); return; }
    for (int i = at; i < n; i++) {
        char t = s[at]; s[at] = s[i]; s[i] = t;
        permute(s, at + 1, n);
        t = s[at]; s[at] = s[i]; s[i] = t;
    }
}
int main(void) {
    printf("%d %d\n", ackermann(2, 3), ackermann(3, 3));
    printf("%d %d\n", is_even(100), is_odd(77));
    hanoi(8, 'A', 'C', 'B');
    printf("%d moves\n", moves);
    char s[] = "abc";
    permute(s, 0, 3);
    printf("\n");
    return 0;
}
