#include <stdio.h>
#include <string.h>
static int (*table[2])(int);
static int inc(int x) { return x + 1; }
static int dec(int x) { return x - 1; }
static int (*(*chooser(int which))(void))(int);
static int (*give_inc(void))(int) { return inc; }
static int (*give_dec(void))(int) { return dec; }
static int (*(*chooser(int which))(void))(int) { return which ? give_inc : give_dec; }
static char (*line(char (*m)[6], int i))[6] { return m + i; }
struct Node; typedef struct Node Node; struct Node { Node *next; int (*call)(Node *); int v; };
static int call(Node *n) { return n->next ? n->v + n->next->call(n->next) : n->v; }
int main(void) {
    table[0] = inc; table[1] = dec;
    printf("%d %d\n", table[0](5), (*table[1])(5));
    printf("%d %d\n", chooser(1)()(10), chooser(0)()(10));
    char m[2][6] = {"zero", "one"};
    printf("%s %d\n", *line(m, 1), (int)sizeof *line(m, 0));
    const char *const words[] = {"a", "b"};
    const char *const *p = words + 1;
    printf("%s\n", *p);
    Node b = {NULL, call, 2}, a = {&b, call, 40};
    printf("%d\n", a.call(&a));
    int (*pa)[3] = &(int[3]){1, 2, 3}, *ap[3] = {*pa, *pa + 1, *pa + 2};
    printf("%d %d\n", (*pa)[2], *ap[1]);
    void (*copier)(void) = (void (*)(void))strcpy;
    char out[8];
    ((char *(*)(char *, const char *))copier)(out, "cast");
    printf("%s\n", out);
    return 0;
}
