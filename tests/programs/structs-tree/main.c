#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct Tree { struct Tree *left, *right; int count; char word[12]; };
static struct Tree *add(struct Tree *t, const char *w) {
    if (!t) { t = calloc(1, sizeof *t); strcpy(t->word, w); t->count = 1; return t; }
    int order = strcmp(w, t->word);
    if (!order) t->count++;
    else if (order < 0) t->left = add(t->left, w);
    else t->right = add(t->right, w);
    return t;
}
static void show(const struct Tree *t) { if (t) { show(t->left); printf("%s %d\n", t->word, t->count); show(t->right); } }
static int height(const struct Tree *t) { if (!t) return 0; int l = height(t->left), r = height(t->right); return 1 + (l > r ? l : r); }
static void drop(struct Tree *t) { if (t) { drop(t->left); drop(t->right); free(t); } }
int main(void) {
    char text[] = "the cat and the dog and the bird saw a cat";
    struct Tree *t = NULL;
    for (char *w = strtok(text, " "); w; w = strtok(NULL, " ")) t = add(t, w);
    show(t);
    printf("height %d\n", height(t));
    drop(t);
    return 0;
}
