/* The read side of streams. Rule: rpos..rend is input nobody took yet; a byte pushed back goes before rpos when there
   is room, else into `unget` while the real input waits in saved_*. */
#include <errno.h>
#include "internal/file.h"
#include "internal/libc.h"
#include "internal/syscall.h"

void __link_stream(FILE *);

static int start_reading(FILE *f)
{
    if (!(f->flags & __F_READ)) {
        f->flags |= __F_ERROR;
        errno = EBADF;
        return -1;
    }
    if (f->flags & __F_UNDECIDED)
        __choose_buffer(f);
    if (f->flags & __F_WRITING) {
        __flush_output(f);
        f->flags &= ~__F_WRITING;
        f->wpos = NULL;
    }
    f->flags |= __F_READING;
    __link_stream(f);
    return 0;
}

int __fill(FILE *f)
{
    if (f->flags & __F_UNGET) {
        f->flags &= ~__F_UNGET;
        f->rpos = f->saved_rpos;
        f->rend = f->saved_rend;
        if (f->rpos < f->rend)
            return *f->rpos;
    }
    if (!(f->flags & __F_READING) && start_reading(f))
        return EOF;
    if (f->flags & __F_EOF)
        return EOF;
    /* A prompt must be seen before the program waits for the answer. */
    if (f->mode != _IOFBF && __stdout.mode == _IOLBF && (__stdout.flags & __F_WRITING))
        __flush_output(&__stdout);
    long n = f->read ? f->read(f, f->buf, f->size) : __result(__syscall3(SYS_read, f->fd, f->buf, f->size));
    f->rpos = f->rend = f->buf;
    if (n <= 0) {
        f->flags |= n < 0 ? __F_ERROR : __F_EOF;
        return EOF;
    }
    f->rend = f->buf + n;
    return *f->rpos;
}

int fgetc_unlocked(FILE *f) { return __GETC(f); }
int getc_unlocked(FILE *f) { return __GETC(f); }

int fgetc(FILE *f)
{
    __flock(f);
    int c = __GETC(f);
    __funlock(f);
    return c;
}

int getc(FILE *f)
{
    return fgetc(f);
}

int ungetc(int c, FILE *f)
{
    if (c == EOF)
        return EOF;
    __flock(f);
    if (!(f->flags & __F_READING) && start_reading(f)) {
        __funlock(f);
        return EOF;
    }
    if (f->rpos == NULL)
        f->rpos = f->rend = f->buf;
    int done = 1;
    if (f->rpos > f->buf && !(f->flags & __F_UNGET))
        *--f->rpos = (unsigned char)c;
    else if (!(f->flags & __F_UNGET)) {
        f->saved_rpos = f->rpos;
        f->saved_rend = f->rend;
        f->rend = f->unget + sizeof f->unget;
        f->rpos = f->rend - 1;
        *f->rpos = (unsigned char)c;
        f->flags |= __F_UNGET;
    } else if (f->rpos > f->unget)
        *--f->rpos = (unsigned char)c;
    else
        done = 0;
    if (done)
        f->flags &= ~__F_EOF;
    __funlock(f);
    return done ? (unsigned char)c : EOF;
}
