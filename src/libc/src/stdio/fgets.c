/* Lines from a stream. */
#include "internal/file.h"

char *fgets(char *restrict to, int size, FILE *restrict f)
{
    int n = 0, c = EOF;
    if (size <= 0)
        return NULL;
    __flock(f);
    int old_error = f->flags & __F_ERROR;
    f->flags &= ~__F_ERROR;
    while (n < size - 1) {
        c = __GETC(f);
        if (c == EOF)
            break;
        to[n++] = (char)c;
        if (c == '\n')
            break;
    }
    int failed = size > 1 && (n == 0 || (f->flags & __F_ERROR));
    f->flags |= old_error;
    __funlock(f);
    if (failed)
        return NULL;
    to[n] = 0;
    return to;
}
