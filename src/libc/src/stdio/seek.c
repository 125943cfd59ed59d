/* Positions in streams. */
#include <errno.h>
#include "internal/file.h"
#include "internal/syscall.h"

static long move(FILE *f, long offset, int whence)
{
    if (f->fd < 0 && f->seek)
        return f->seek(f, offset, whence);
    long long at;
    long r = __result(__syscall5(SYS__llseek, f->fd, offset < 0 ? -1 : 0, offset, &at, whence));
    return r < 0 ? -1 : (long)at;
}

long __tell(FILE *f)
{
    /* An append stream's waiting output will go to the end. */
    long at = move(f, 0, (f->flags & __F_APPEND) && (f->flags & __F_WRITING) ? SEEK_END : SEEK_CUR);
    if (at < 0)
        return -1;
    if (f->flags & __F_WRITING)
        return at + (f->wpos - f->buf);
    if (f->flags & __F_UNGET)
        return at - (f->saved_rend - f->saved_rpos) - (f->rend - f->rpos);
    return at - (f->rend - f->rpos);
}

int __seek(FILE *f, long offset, int whence)
{
    if (whence < 0 || whence > 2) {
        errno = EINVAL;
        return -1;
    }
    if ((f->flags & __F_WRITING) && __flush_output(f))
        return -1;
    if (f->flags & __F_READING) {
        long unread = f->rend - f->rpos;
        if (f->flags & __F_UNGET)
            unread += f->saved_rend - f->saved_rpos;
        if (whence == SEEK_CUR)
            offset -= unread;
    }
    if (move(f, offset, whence) < 0)
        return -1;
    f->flags &= ~(__F_WRITING | __F_READING | __F_UNGET | __F_EOF);
    f->rpos = f->rend = f->wpos = NULL;
    return 0;
}

int fseek(FILE *f, long offset, int whence)
{
    __flock(f);
    int r = __seek(f, offset, whence);
    __funlock(f);
    return r;
}

int fseeko(FILE *f, off_t offset, int whence)
{
    return fseek(f, offset, whence);
}

long ftell(FILE *f)
{
    __flock(f);
    long at = __tell(f);
    __funlock(f);
    return at;
}

off_t ftello(FILE *f)
{
    return ftell(f);
}

void rewind(FILE *f)
{
    __flock(f);
    __seek(f, 0, SEEK_SET);
    f->flags &= ~__F_ERROR;
    __funlock(f);
}

int fgetpos(FILE *restrict f, fpos_t *restrict to)
{
    to->__pos = ftell(f);
    return to->__pos < 0 ? -1 : 0;
}

int fsetpos(FILE *f, const fpos_t *to)
{
    return fseek(f, to->__pos, SEEK_SET);
}
