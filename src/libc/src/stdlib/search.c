/* Search tables: a hash table with open addressing, a binary tree, linear search, linked queues. */
#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

static ENTRY *table;
static size_t slots, used;

int hcreate(size_t n)
{
    if (table) {
        errno = EINVAL;
        return 0;
    }
    slots = n + n / 2 + 3;
    used = 0;
    table = calloc(slots, sizeof *table);
    return table != NULL;
}

void hdestroy(void)
{
    free(table);
    table = NULL;
}

ENTRY *hsearch(ENTRY item, ACTION action)
{
    unsigned hash = 5381;
    for (const char *p = item.key; *p; p++)
        hash = hash * 33 + (unsigned char)*p;
    if (table == NULL)
        return NULL;
    for (size_t i = hash % slots;; i = (i + 1) % slots) {
        if (table[i].key && strcmp(table[i].key, item.key) == 0)
            return &table[i];
        if (table[i].key)
            continue;
        if (action == FIND) {
            errno = ESRCH;
            return NULL;
        }
        if (used + 1 >= slots) {
            errno = ENOMEM;
            return NULL;
        }
        used++;
        table[i] = item;
        return &table[i];
    }
}

/* The key comes first: callers read it through the node. */
struct node { const void *key; struct node *left, *right; };

static struct node **place(const void *key, void **root, int (*compare)(const void *, const void *))
{
    struct node **at = (struct node **)root;
    while (*at) {
        int order = compare(key, (*at)->key);
        if (order == 0)
            break;
        at = order < 0 ? &(*at)->left : &(*at)->right;
    }
    return at;
}

void *tsearch(const void *key, void **root, int (*compare)(const void *, const void *))
{
    if (root == NULL)
        return NULL;
    struct node **at = place(key, root, compare);
    if (*at == NULL && (*at = calloc(1, sizeof **at)) != NULL)
        (*at)->key = key;
    return *at;
}

void *tfind(const void *key, void *const *root, int (*compare)(const void *, const void *))
{
    return root ? *place(key, (void **)root, compare) : NULL;
}

void *tdelete(const void *restrict key, void **restrict root, int (*compare)(const void *, const void *))
{
    if (root == NULL)
        return NULL;
    struct node **at = (struct node **)root, *parent = (struct node *)root;
    while (*at) {
        int order = compare(key, (*at)->key);
        if (order == 0)
            break;
        parent = *at;
        at = order < 0 ? &(*at)->left : &(*at)->right;
    }
    struct node *n = *at;
    if (n == NULL)
        return NULL;
    if (n->left && n->right) { /* the least of the right side takes its place */
        struct node **least = &n->right;
        while ((*least)->left)
            least = &(*least)->left;
        struct node *m = *least;
        *least = m->right;
        m->left = n->left;
        m->right = n->right;
        *at = m;
    } else
        *at = n->left ? n->left : n->right;
    free(n);
    return parent;
}

static void walk(const struct node *n, void (*visit)(const void *, VISIT, int), int depth)
{
    if (n->left == NULL && n->right == NULL) {
        visit(n, leaf, depth);
        return;
    }
    visit(n, preorder, depth);
    if (n->left)
        walk(n->left, visit, depth + 1);
    visit(n, postorder, depth);
    if (n->right)
        walk(n->right, visit, depth + 1);
    visit(n, endorder, depth);
}

void twalk(const void *root, void (*visit)(const void *, VISIT, int))
{
    if (root)
        walk(root, visit, 0);
}

void *lfind(const void *key, const void *base, size_t *n, size_t size, int (*compare)(const void *, const void *))
{
    for (size_t i = 0; i < *n; i++)
        if (compare(key, (const char *)base + i * size) == 0)
            return (char *)base + i * size;
    return NULL;
}

void *lsearch(const void *key, void *base, size_t *n, size_t size, int (*compare)(const void *, const void *))
{
    void *found = lfind(key, base, n, size, compare);
    return found ? found : memcpy((char *)base + (*n)++ * size, key, size);
}

struct link { struct link *next, *previous; };

void insque(void *element, void *before)
{
    struct link *e = element, *b = before;
    e->previous = b;
    e->next = b ? b->next : NULL;
    if (b)
        b->next = e;
    if (e->next)
        e->next->previous = e;
}

void remque(void *element)
{
    struct link *e = element;
    if (e->previous)
        e->previous->next = e->next;
    if (e->next)
        e->next->previous = e->previous;
}
