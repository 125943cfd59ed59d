#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct Person { const char *name; int age; };
static int by_age(const void *a, const void *b) { const struct Person *x = a, *y = b; return x->age != y->age ? x->age - y->age : strcmp(x->name, y->name); }
static int by_name(const void *a, const void *b) { return strcmp(((const struct Person *)a)->name, ((const struct Person *)b)->name); }
static int ints(const void *a, const void *b) { int x = *(const int *)a, y = *(const int *)b; return (x > y) - (x < y); }
static int words(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
int main(void) {
    struct Person p[] = {{"Eve", 30}, {"Adam", 25}, {"Cain", 30}, {"Abel", 20}};
    qsort(p, 4, sizeof *p, by_age);
    for (int i = 0; i < 4; i++) printf("%s %d; ", p[i].name, p[i].age);
    qsort(p, 4, sizeof *p, by_name);
    struct Person key = {"Cain", 0}, *found = bsearch(&key, p, 4, sizeof *p, by_name);
    printf("\n%s %d\n", found->name, found->age);
    int v[50];
    for (int i = 0; i < 50; i++) v[i] = (i * 7919) % 101 - 50;
    qsort(v, 50, sizeof *v, ints);
    for (int i = 0; i < 50; i++) printf("%d ", v[i]);
    int wanted = v[33], missing = 1000;
    printf("\n%d %d\n", (int)((int *)bsearch(&wanted, v, 50, sizeof *v, ints) - v), bsearch(&missing, v, 50, sizeof *v, ints) == NULL);
    const char *w[] = {"pear", "apple", "fig"};
    qsort(w, 3, sizeof *w, words);
    printf("%s %s %s\n", w[0], w[1], w[2]);
    return 0;
}
