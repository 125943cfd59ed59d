/* Stream state. */
#include <errno.h>
#include "internal/file.h"

int feof(FILE *f) { return (f->flags & __F_EOF) != 0; }
int ferror(FILE *f) { return (f->flags & __F_ERROR) != 0; }
int feof_unlocked(FILE *f) { return (f->flags & __F_EOF) != 0; }
int ferror_unlocked(FILE *f) { return (f->flags & __F_ERROR) != 0; }
void clearerr(FILE *f) { f->flags &= ~(__F_EOF | __F_ERROR); }
void clearerr_unlocked(FILE *f) { clearerr(f); }

int fileno(FILE *f)
{
    if (f->fd < 0)
        errno = EBADF;
    return f->fd < 0 ? -1 : f->fd;
}

int fileno_unlocked(FILE *f)
{
    return fileno(f);
}
