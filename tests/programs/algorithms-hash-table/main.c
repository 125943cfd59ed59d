#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct Entry { struct Entry *next; int count; char key[16]; };
static struct Entry *table[31];
static unsigned hash(const char *s) { unsigned h = 5381; while (*s) h = h * 33 ^ (unsigned char)*s++; return h % 31; }
static struct Entry *lookup(const char *key, int create) {
    struct Entry **at = &table[hash(key)];
    for (; *at; at = &(*at)->next) if (!strcmp((*at)->key, key)) return *at;
    if (!create) return NULL;
    *at = calloc(1, sizeof **at);
    strcpy((*at)->key, key);
    return *at;
}
int main(void) {
    char key[16];
    for (int i = 0; i < 200; i++) { sprintf(key, "key%d", i * i % 37); lookup(key, 1)->count++; }
    int total = 0, entries = 0, longest = 0;
    for (int i = 0; i < 31; i++) { int n = 0; for (struct Entry *e = table[i]; e; e = e->next) { entries++; n++; total += e->count; } if (n > longest) longest = n; }
    printf("%d entries, %d in all, longest chain %d\n", entries, total, longest);
    for (int i = 0; i < 8; i++) { sprintf(key, "key%d", i); struct Entry *e = lookup(key, 0); printf("%s %d\n", key, e ? e->count : -1); }
    return 0;
}
