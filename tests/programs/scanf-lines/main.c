#include <stdio.h>
#include <string.h>
int main(void) {
    char line[16];
    int c, lines = 0;
    c = getchar(); printf("%c", c); ungetc('>', stdin);
    while (fgets(line, sizeof line, stdin)) {
        size_t n = strlen(line);
        int whole = n && line[n - 1] == '\n';
        if (whole) line[n - 1] = 0;
        printf("%d %s%s\n", ++lines, line, whole ? "" : "...");
    }
    printf("%d %d\n", feof(stdin) != 0, ferror(stdin));
    clearerr(stdin);
    printf("%d %d\n", getchar() == EOF, lines);
    return 0;
}
