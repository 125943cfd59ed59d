#include <stdio.h>
#include <string.h>
#include <strings.h>

static int sign(int v) { return (v > 0) - (v < 0); }

int main(void)
{
    char b[64] = "hello";
    printf("%zu %zu\n", strlen(b), strnlen(b, 3));
    strcat(b, ", ");
    strncat(b, "worldwide", 5);
    puts(b);
    printf("%d %d %d %d\n", sign(strcmp("a", "b")), sign(strcmp("b", "a")), strcmp("x", "x"), sign(strcmp("ab", "a")));
    printf("%d %d\n", strncmp("abcd", "abxx", 2), sign(strncmp("abcd", "abxx", 3)));
    printf("%d %d\n", strcasecmp("HeLLo", "hEllO"), strncasecmp("ABc", "abd", 2));
    printf("%s %s %d\n", strchr(b, 'o'), strrchr(b, 'o'), strchr(b, 'z') == NULL);
    printf("%s %d\n", strstr(b, "wor"), strstr(b, "xyz") == NULL);
    printf("%zu %zu %s\n", strspn("123abc", "0123456789"), strcspn("abc;def", ";"), strpbrk("key=value", "=:"));
    char p[10];
    memset(p, 'x', sizeof p);
    strncpy(p, "ab", 5);
    printf("%d %d %c\n", p[2], p[4], p[5]);
    memmove(b + 2, b, 5);
    printf("%s\n", b);
    printf("%d %d\n", sign(memcmp("\x01\xff", "\x01\x02", 2)), memcmp("a", "a", 1));
    printf("%s\n", (char *)memchr("abcdef", 'd', 6));
    char path[] = "/usr//local/bin";
    for (char *t = strtok(path, "/"); t; t = strtok(NULL, "/"))
        printf("<%s>", t);
    puts("");
    char csv[] = "a,,b";
    char *rest = csv, *f;
    while ((f = strsep(&rest, ",")) != NULL)
        printf("<%s>", f);
    puts("");
    return 0;
}
