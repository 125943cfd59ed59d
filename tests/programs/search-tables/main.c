#include <fnmatch.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) { return strcmp(a, b); }
static void visit(const void *node, VISIT which, int depth)
{
    (void)depth;
    if (which == postorder || which == leaf)
        printf("%s ", *(char *const *)node);
}

int main(void)
{
    char *words[] = { "mango", "apple", "pear", "fig", "zucchini", "banana" };
    void *root = NULL;
    hcreate(20);
    for (int i = 0; i < 6; i++) {
        tsearch(words[i], &root, compare);
        ENTRY e = { words[i], (void *)(long)i };
        hsearch(e, ENTER);
    }
    twalk(root, visit);
    puts("");
    tdelete("mango", &root, compare);
    printf("%d %d\n", tfind("mango", &root, compare) == NULL, tfind("fig", &root, compare) != NULL);
    ENTRY k = { "pear", NULL }, *f = hsearch(k, FIND);
    printf("%d\n", (int)(long)f->data);
    const char *patterns[] = { "*.c", "a?c", "[a-c]*", "[!a-c]*", "*", "\\*", "a*b*c", "" };
    const char *names[] = { "main.c", "abc", ".hidden", "*", "dir/file.c", "aXXbYYc" };
    for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 6; j++)
            printf("%d%d%d ", fnmatch(patterns[i], names[j], 0) == 0, fnmatch(patterns[i], names[j], FNM_PATHNAME) == 0, fnmatch(patterns[i], names[j], FNM_PERIOD) == 0);
        puts("");
    }
    return 0;
}
