#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    FILE *f = fopen("data.txt", "w");
    for (int i = 0; i < 5; i++)
        fprintf(f, "line %d\n", i);
    printf("%ld\n", ftell(f));
    fclose(f);
    f = fopen("data.txt", "r+");
    char line[100];
    while (fgets(line, sizeof line, f))
        printf("> %s", line);
    printf("%d %d\n", feof(f) != 0, ferror(f) != 0);
    fseek(f, 7, SEEK_SET);
    fputs("LINE", f);
    rewind(f);
    size_t n = fread(line, 1, 20, f);
    printf("%zu [%.*s]\n", n, (int)n, line);
    fseek(f, -7, SEEK_END);
    int c = fgetc(f);
    printf("%c", c);
    ungetc('#', f);
    c = fgetc(f);
    printf("%c", c);
    c = fgetc(f);
    printf("%c\n", c);
    fclose(f);
    f = fopen("data.txt", "a+");
    fprintf(f, "tail\n");
    rewind(f);
    int lines = 0;
    while ((c = getc(f)) != EOF)
        lines += c == '\n';
    printf("%d lines\n", lines);
    fclose(f);
    printf("%d\n", fopen("data.txt", "wx") == NULL);
    perror("wx");
    f = fopen("missing.txt", "r");
    printf("%d\n", f == NULL);
    struct { int a; char b[4]; } r = { 7, "abc" }, s;
    f = tmpfile();
    fwrite(&r, sizeof r, 1, f);
    rewind(f);
    printf("%zu\n", fread(&s, sizeof s, 1, f));
    printf("%d %s\n", s.a, s.b);
    fclose(f);
    char *text = NULL;
    size_t size = 0;
    f = fopen("data.txt", "r");
    ssize_t length = getline(&text, &size, f);
    printf("%zd %s", length, text);
    length = getdelim(&text, &size, ' ', f);
    printf("%zd [%s]\n", length, text);
    free(text);
    fclose(f);
    c = remove("data.txt");
    printf("%d ", c);
    printf("%d\n", remove("data.txt"));
    return 0;
}
