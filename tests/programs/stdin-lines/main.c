#include <ctype.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    char line[20];
    int lines = 0, words = 0, chars = 0, in = 0, c;
    if (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        printf("first [%s]\n", line);
    }
    while ((c = getchar()) != EOF) {
        chars++;
        lines += c == '\n';
        if (isspace(c))
            in = 0;
        else if (!in) {
            in = 1;
            words++;
        }
    }
    printf("%d %d %d\n", lines, words, chars);
    printf("%d %d\n", feof(stdin) != 0, getchar());
    return 0;
}
