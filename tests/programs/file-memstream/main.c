#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *text;
    size_t n;
    FILE *f = open_memstream(&text, &n);
    for (int i = 0; i < 300; i++)
        fprintf(f, "%d,", i);
    fflush(f);
    printf("%zu %.12s\n", n, text);
    fputs("end", f);
    fclose(f);
    printf("%zu %s\n", n, text + n - 3);
    free(text);
    char buffer[] = "10 20 30";
    f = fmemopen(buffer, sizeof buffer - 1, "r");
    int v, sum = 0;
    while (fscanf(f, "%d", &v) == 1)
        sum += v;
    printf("%d\n", sum);
    fclose(f);
    char out[10];
    f = fmemopen(out, sizeof out, "w");
    fprintf(f, "hi %d", 5);
    fclose(f);
    puts(out);
    return 0;
}
