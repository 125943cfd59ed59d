/* Opening and closing streams. A stream and its buffer are one heap block. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "internal/file.h"
#include "internal/syscall.h"

#define BUFFER 4096

void __unlink_stream(FILE *);

int __mode_flags(const char *mode, unsigned *stream)
{
    int flags;
    switch (*mode) {
    case 'r': flags = O_RDONLY; *stream = __F_READ; break;
    case 'w': flags = O_WRONLY | O_CREAT | O_TRUNC; *stream = __F_WRITE; break;
    case 'a': flags = O_WRONLY | O_CREAT | O_APPEND; *stream = __F_WRITE | __F_APPEND; break;
    default: errno = EINVAL; return -1;
    }
    for (mode++; *mode && *mode != ','; mode++)
        if (*mode == '+') {
            flags = (flags & ~O_ACCMODE) | O_RDWR;
            *stream |= __F_READ | __F_WRITE;
        } else if (*mode == 'x')
            flags |= O_EXCL;
        else if (*mode == 'e')
            flags |= O_CLOEXEC;
    return flags;
}

FILE *__new_file(int fd, unsigned flags)
{
    FILE *f = malloc(sizeof *f + BUFFER);
    if (f == NULL)
        return NULL;
    memset(f, 0, sizeof *f);
    f->fd = fd;
    f->flags = flags | __F_UNDECIDED;
    f->mode = _IOFBF;
    f->buf = (unsigned char *)(f + 1);
    f->size = BUFFER;
    return f;
}

static int open_path(const char *path, int flags)
{
    return (int)__result(__syscall4(SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, 0666));
}

FILE *fopen(const char *restrict path, const char *restrict mode)
{
    unsigned stream;
    int flags = __mode_flags(mode, &stream);
    if (flags < 0)
        return NULL;
    int fd = open_path(path, flags);
    if (fd < 0)
        return NULL;
    FILE *f = __new_file(fd, stream);
    if (f == NULL)
        __syscall1(SYS_close, fd);
    return f;
}

FILE *fdopen(int fd, const char *mode)
{
    unsigned stream;
    if (__mode_flags(mode, &stream) < 0)
        return NULL;
    long now = __result(__syscall3(SYS_fcntl, fd, F_GETFL, 0));
    if (now < 0)
        return NULL;
    if (((now & O_ACCMODE) == O_RDONLY && (stream & __F_WRITE)) || ((now & O_ACCMODE) == O_WRONLY && (stream & __F_READ))) {
        errno = EINVAL;
        return NULL;
    }
    if ((stream & __F_APPEND) && !(now & O_APPEND))
        __syscall3(SYS_fcntl, fd, F_SETFL, now | O_APPEND);
    return __new_file(fd, stream);
}

/* Ends use of the descriptor or memory behind a stream. */
static int finish(FILE *f)
{
    int r = 0;
    if (f->flags & __F_WRITING)
        r = __flush_output(f);
    else if (f->flags & __F_READING)
        __drop_input(f);
    if (f->close)
        r |= f->close(f);
    else if (f->fd >= 0)
        r |= __result(__syscall1(SYS_close, f->fd));
    return r ? EOF : 0;
}

int fclose(FILE *f)
{
    __flock(f);
    int r = finish(f);
    f->flags &= ~(__F_WRITING | __F_READING | __F_READ | __F_WRITE);
    f->fd = -1;
    __unlink_stream(f);
    __funlock(f);
    if (!(f->flags & __F_STATIC))
        free(f);
    return r;
}

FILE *freopen(const char *restrict path, const char *restrict mode, FILE *restrict f)
{
    unsigned stream;
    int flags = __mode_flags(mode, &stream);
    __flock(f);
    int old = f->fd;
    if (f->flags & __F_WRITING)
        __flush_output(f);
    int fd = flags < 0 ? -1 : path ? open_path(path, flags) : old;
    if (fd < 0) {
        __funlock(f);
        if (old >= 0)
            __syscall1(SYS_close, old);
        f->fd = -1;
        return NULL;
    }
    if (fd != old && old >= 0) { /* keep the number: freopen(…, stdout) then dup works as people expect */
        __syscall3(SYS_dup3, fd, old, flags & O_CLOEXEC);
        __syscall1(SYS_close, fd);
        fd = old;
    }
    f->fd = fd;
    f->flags = (f->flags & __F_STATIC) | stream;
    f->rpos = f->rend = f->wpos = NULL;
    if (f->mode != _IONBF) {
        f->mode = _IOFBF;
        f->flags |= __F_UNDECIDED;
    }
    __funlock(f);
    return f;
}
