/* pthread_atfork: prepare handlers last registered first, the others in order. */
#include <errno.h>
#include <stdlib.h>
#include <pthread.h>
#include "internal/libc.h"

struct entry { void (*run[3])(void); struct entry *older, *newer; };
static struct entry *oldest, *newest;

static void run(int phase)
{
    if (phase == 0) {
        for (struct entry *e = newest; e; e = e->older)
            if (e->run[0])
                e->run[0]();
        return;
    }
    for (struct entry *e = oldest; e; e = e->newer)
        if (e->run[phase])
            e->run[phase]();
}

int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void))
{
    struct entry *e = malloc(sizeof *e);
    if (e == NULL)
        return ENOMEM;
    e->run[0] = prepare;
    e->run[1] = parent;
    e->run[2] = child;
    e->older = newest;
    e->newer = NULL;
    if (newest)
        newest->newer = e;
    else
        oldest = e;
    newest = e;
    __fork_handlers = run;
    return 0;
}
