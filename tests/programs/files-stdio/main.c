#include <stdio.h>
#include <string.h>
#include <errno.h>
struct Record { int id; char name[12]; };
int main(void) {
    FILE *f = fopen("data.txt", "w");
    for (int i = 1; i <= 5; i++) fprintf(f, "line %d\n", i);
    printf("%d\n", (int)ftell(f));
    fclose(f);
    f = fopen("data.txt", "a+"); fputs("appended\n", f); rewind(f);
    char line[40];
    int n = 0;
    while (fgets(line, sizeof line, f)) n++;
    printf("%d %s", n, line);
    fseek(f, 7, SEEK_SET); fgets(line, sizeof line, f); printf("%s", line);
    fseek(f, -9, SEEK_END); printf("%c", fgetc(f)); ungetc('X', f); printf("%c %d\n", fgetc(f), feof(f));
    fclose(f);
    f = fopen("records.bin", "wb+");
    for (int i = 0; i < 4; i++) { struct Record r = {i, ""}; sprintf(r.name, "name%d", i); fwrite(&r, sizeof r, 1, f); }
    struct Record r;
    fseek(f, 2 * sizeof r, SEEK_SET); fread(&r, sizeof r, 1, f);
    printf("%d %s %d\n", r.id, r.name, (int)(ftell(f) / sizeof r));
    r.id = 99; fseek(f, 0, SEEK_SET); fwrite(&r, sizeof r, 1, f); rewind(f); fread(&r, sizeof r, 1, f);
    printf("%d %s\n", r.id, r.name);
    printf("%d\n", (int)fread(&r, sizeof r, 10, fopen("data.txt", "r")));
    fclose(f);
    int is_missing = fopen("missing/file", "r") == NULL;
    printf("%d %s\n", is_missing, strerror(errno));
    rename("data.txt", "moved.txt");
    int one = remove("moved.txt"), two = remove("moved.txt");
    printf("%d %d %d\n", one, two, remove("records.bin"));
    return 0;
}
