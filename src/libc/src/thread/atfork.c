/* Functions around fork. */
#include <errno.h>
#include <stdlib.h>
#include "internal/thread.h"

struct hook { struct hook *older, *newer; void (*prepare)(void), (*parent)(void), (*child)(void); };
static struct hook *oldest, *newest;
extern void (*__fork_hook)(int stage);

/* stage 0: before fork, newest first; 1 parent after, 2 child after, oldest first. */
static void run(int stage)
{
    if (stage == 0)
        for (struct hook *h = newest; h; h = h->older) {
            if (h->prepare)
                h->prepare();
        }
    else
        for (struct hook *h = oldest; h; h = h->newer) {
            void (*f)(void) = stage == 1 ? h->parent : h->child;
            if (f)
                f();
        }
}

int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void))
{
    struct hook *h = malloc(sizeof *h);
    if (h == NULL)
        return ENOMEM;
    h->prepare = prepare;
    h->parent = parent;
    h->child = child;
    h->newer = NULL;
    h->older = newest;
    if (newest)
        newest->newer = h;
    else
        oldest = h;
    newest = h;
    __fork_hook = run;
    return 0;
}
