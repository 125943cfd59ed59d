/* Flushing one stream, or all with NULL. */
#include "internal/file.h"

static int flush(FILE *f)
{
    if (f->flags & __F_WRITING)
        return __flush_output(f);
    if (f->flags & __F_READING)
        __drop_input(f);
    return 0;
}

int fflush(FILE *f)
{
    int r = 0;
    if (f) {
        __flock(f);
        r = flush(f);
        __funlock(f);
        return r;
    }
    for (f = __streams; f; f = f->next)
        if (f->flags & __F_WRITING) {
            __flock(f);
            r |= __flush_output(f);
            __funlock(f);
        }
    return r;
}

int fflush_unlocked(FILE *f)
{
    return f ? flush(f) : fflush(f);
}
