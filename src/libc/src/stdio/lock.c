/* A stream's lock: recursive, held for one call or from flockfile to funlockfile. */
#include "internal/libc.h"
#include "internal/file.h"

void __flock(FILE *f)
{
    if (!__threaded)
        return;
    int me = __SELF->tid;
    if (f->owner == me && f->depth > 0) {
        f->depth++;
        return;
    }
    __lock(&f->lock);
    f->owner = me;
    f->depth = 1;
}

void __funlock(FILE *f)
{
    /* The first thread was created while this one held the stream: there is no lock to give back. */
    if (!__threaded || f->owner != __SELF->tid || f->depth == 0)
        return;
    if (--f->depth == 0) {
        f->owner = 0;
        __unlock(&f->lock);
    }
}

void flockfile(FILE *f)
{
    __flock(f);
}

void funlockfile(FILE *f)
{
    __funlock(f);
}

int ftrylockfile(FILE *f)
{
    if (__threaded && f->owner != __SELF->tid) {
        int free = 0;
        if (!__atomic_compare_exchange_n(&f->lock, &free, 1, 0, 5, 5))
            return -1;
        f->owner = __SELF->tid;
        f->depth = 1;
    } else
        __flock(f);
    return 0;
}
