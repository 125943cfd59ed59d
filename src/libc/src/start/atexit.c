/* Functions to call at exit, last registered first. A handler may register another. */
#include <stdlib.h>
#include "internal/libc.h"

struct handler { void (*plain)(void); void (*with)(int, void *); void *argument; };
/* A block of registrations; the first needs no heap. */
struct block { struct block *older; int used; struct handler slot[32]; };
static struct block first;
static struct block *newest = &first;
static int lock;

static void run(int status)
{
    for (;;) {
        while (newest->used == 0 && newest->older)
            newest = newest->older;
        if (newest->used == 0)
            return;
        struct handler h = newest->slot[--newest->used];
        if (h.plain)
            h.plain();
        else
            h.with(status, h.argument);
    }
}

static int add(struct handler h)
{
    int failed = 0;
    __lock(&lock);
    __exit_handlers = run;
    if (newest->used == 32) {
        struct block *more = malloc(sizeof *more);
        if (more) {
            more->older = newest;
            more->used = 0;
            newest = more;
        } else
            failed = -1;
    }
    if (!failed)
        newest->slot[newest->used++] = h;
    __unlock(&lock);
    return failed;
}

int atexit(void (*f)(void))
{
    struct handler h = { f, 0, 0 };
    return add(h);
}

int on_exit(void (*f)(int, void *), void *argument)
{
    struct handler h = { 0, f, argument };
    return add(h);
}
