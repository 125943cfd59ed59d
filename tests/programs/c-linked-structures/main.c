#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tree { int key; struct tree *left, *right; };
struct list { char word[16]; int count; struct list *next; };

static struct tree *insert(struct tree *t, int key)
{
    if (t == NULL) {
        t = calloc(1, sizeof *t);
        t->key = key;
    } else if (key < t->key)
        t->left = insert(t->left, key);
    else
        t->right = insert(t->right, key);
    return t;
}

static int walk(struct tree *t, int depth)
{
    if (t == NULL)
        return depth;
    int a = walk(t->left, depth + 1);
    printf("%d ", t->key);
    int b = walk(t->right, depth + 1);
    free(t);
    return a > b ? a : b;
}

static struct list *table[7];
static struct list *find(const char *word)
{
    unsigned h = 0;
    for (const char *p = word; *p; p++)
        h = h * 31 + (unsigned char)*p;
    struct list **at = &table[h % 7];
    while (*at && strcmp((*at)->word, word))
        at = &(*at)->next;
    if (*at == NULL) {
        *at = calloc(1, sizeof **at);
        strcpy((*at)->word, word);
    }
    return *at;
}

int main(void)
{
    struct tree *root = NULL;
    int keys[] = { 50, 30, 70, 20, 40, 60, 80, 10 };
    for (int i = 0; i < 8; i++)
        root = insert(root, keys[i]);
    printf("depth %d\n", walk(root, 0));
    char text[] = "the cat and the dog and the bird";
    for (char *w = strtok(text, " "); w; w = strtok(NULL, " "))
        find(w)->count++;
    printf("%d %d %d %d\n", find("the")->count, find("and")->count, find("dog")->count, find("fish")->count);
    return 0;
}
