#include <stdio.h>
#include <string.h>
int main(void) {
    const char *v[] = {"", "a", "hello", "a longer string"};
    for (int i = 0; i < 4; i++) printf("[%s|%10s|%-10s|%.2s|%10.3s|%-6.4s|%.*s]\n", v[i], v[i], v[i], v[i], v[i], v[i], i, v[i]);
    char b[10];
    int n = snprintf(b, sizeof b, "%s-%d", "truncated", 12345);
    printf("%d %s %d\n", n, b, (int)strlen(b));
    n = snprintf(NULL, 0, "%d %s", 100, "measure");
    printf("%d\n", n);
    n = sprintf(b, "%c%c", 'x', 0);
    printf("%d %s\n", n, b);
    puts("puts"); putchar('c'); putc('\n', stdout); fputs("fputs\n", stdout); fprintf(stdout, "%s\n", "fprintf");
    char block[] = {'a', 'b', 'c'};
    printf("%.3s %.*s\n", block, 2, block);
    fwrite(block, 1, 3, stdout);
    printf("\n%3$s %1$s %2$s\n", "one", "two", "three");
    return 0;
}
