/* Choosing a stream's buffering. */
#include <stdlib.h>
#include "internal/file.h"

int setvbuf(FILE *restrict f, char *restrict buffer, int mode, size_t size)
{
    if (mode != _IOFBF && mode != _IOLBF && mode != _IONBF)
        return -1;
    __flock(f);
    if (f->flags & __F_WRITING)
        __flush_output(f);
    f->flags &= ~(__F_UNDECIDED | __F_WRITING);
    f->wpos = NULL;
    f->mode = mode;
    if (mode == _IONBF) {
        if (!(f->flags & __F_READING)) {
            f->buf = f->tiny;
            f->size = 1;
        }
    } else if (buffer && size > 0 && !(f->flags & __F_READING)) {
        f->buf = (unsigned char *)buffer;
        f->size = size;
    } else if (f->size <= 1 && !(f->flags & __F_READING)) {
        unsigned char *more = malloc(4096);
        if (more) {
            f->buf = more;
            f->size = 4096;
        }
    }
    __funlock(f);
    return 0;
}

void setbuffer(FILE *f, char *buffer, size_t size)
{
    setvbuf(f, buffer, buffer ? _IOFBF : _IONBF, size);
}

void setbuf(FILE *restrict f, char *restrict buffer)
{
    setbuffer(f, buffer, BUFSIZ);
}

void setlinebuf(FILE *f)
{
    setvbuf(f, NULL, _IOLBF, 0);
}
