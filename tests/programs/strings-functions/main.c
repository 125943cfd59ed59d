#include <stdio.h>
#include <string.h>
#include <ctype.h>
static int sign(int x) { return (x > 0) - (x < 0); }
int main(void) {
    char b[32] = "hello", c[8];
    printf("%d %d %d\n", (int)strlen(b), sign(strcmp(b, "help")), sign(strncmp(b, "help", 3)));
    strcat(b, ", "); strncat(b, "world!!!", 5);
    printf("%s %s %s %s\n", b, strchr(b, 'o'), strrchr(b, 'o'), strstr(b, "lo, w"));
    strncpy(c, "abcdefghij", 4); c[4] = 0;
    printf("%s %d %d %s\n", c, (int)strspn("123abc", "0-9123"), (int)strcspn("abc;def", ";,"), strpbrk("key=value", "=:"));
    memmove(b + 2, b, 5); b[7] = 0; printf("%s\n", b);
    memset(b, 'x', 3); printf("%s %d %d\n", b, sign(memcmp("abc", "abd", 3)), memchr("abc", 'z', 3) == NULL);
    char line[] = "one, two;three ,,four", *save, *t;
    for (t = strtok_r(line, ",; ", &save); t; t = strtok_r(NULL, ",; ", &save)) printf("[%s]", t);
    char fields[] = "a::b:", *p = fields;
    while ((t = strsep(&p, ":"))) printf("<%s>", t);
    printf("\n");
    for (const char *q = "aZ5 _\n"; *q; q++) printf("%d%d%d%d%d%d ", !!isalpha(*q), !!isdigit(*q), !!isspace(*q), !!isupper(*q), !!ispunct(*q), !!isprint(*q));
    printf("%c%c %s\n", toupper('q'), tolower('Q'), strerror(2));
    return 0;
}
