#include <stdio.h>
#include <stdlib.h>
struct Node { int value; struct Node *next; };
static struct Node *push(struct Node *list, int v) { struct Node *n = malloc(sizeof *n); n->value = v; n->next = list; return n; }
static struct Node *reverse(struct Node *list) { struct Node *r = NULL; while (list) { struct Node *next = list->next; list->next = r; r = list; list = next; } return r; }
static void insert(struct Node **at, int v) { while (*at && (*at)->value < v) at = &(*at)->next; *at = push(*at, v); }
static void delete(struct Node **at, int v) { while (*at) { if ((*at)->value == v) { struct Node *gone = *at; *at = gone->next; free(gone); } else at = &(*at)->next; } }
static void show(const struct Node *n) { for (; n; n = n->next) printf("%d ", n->value); printf("\n"); }
int main(void) {
    struct Node *list = NULL, *sorted = NULL;
    for (int i = 0; i < 6; i++) list = push(list, i * 7 % 5);
    show(list);
    list = reverse(list);
    show(list);
    for (struct Node *n = list; n; n = n->next) insert(&sorted, n->value);
    show(sorted);
    delete(&sorted, 0);
    show(sorted);
    while (sorted) delete(&sorted, sorted->value);
    show(sorted);
    return 0;
}
