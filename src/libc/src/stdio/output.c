/* The write side of streams. Terminals are line-buffered, other descriptors fully buffered (POSIX 2.5),
   with the block sizes Linux reports: 1024 for a terminal, 4096 for files and pipes.
   Rules: bytes buf..wpos wait to be written; a stream on the list is flushed at exit. */
#include <errno.h>
#include <string.h>
#include "internal/file.h"
#include "internal/libc.h"
#include "internal/syscall.h"

struct __FILE *__streams;
static int list_lock;

/* At exit: writes what waits; moves a shared file offset back over input nobody took. Takes no locks: a thread
   that blocks in a read holds its stream, and must not keep the process from ending. */
static void finish_all(void)
{
    for (struct __FILE *f = __streams; f; f = f->next) {
        if (f->flags & __F_WRITING)
            __flush_output(f);
        else if (f->flags & __F_READING)
            __drop_input(f);
        f->mode = _IONBF;
    }
}

/* Enters a stream into the list of streams in use. */
void __link_stream(struct __FILE *f)
{
    __lock(&list_lock);
    struct __FILE *at = __streams;
    while (at && at != f)
        at = at->next;
    if (at == NULL) {
        f->next = __streams;
        __streams = f;
    }
    __exit_streams = finish_all;
    __unlock(&list_lock);
}

void __unlink_stream(struct __FILE *f)
{
    __lock(&list_lock);
    for (struct __FILE **at = &__streams; *at; at = &(*at)->next)
        if (*at == f) {
            *at = f->next;
            break;
        }
    __unlock(&list_lock);
}

/* First use: is it a terminal? */
void __choose_buffer(struct __FILE *f)
{
    long termios[16];
    f->flags &= ~__F_UNDECIDED;
    if (f->fd >= 0 && __syscall3(SYS_ioctl, f->fd, 0x5401, termios) == 0) {
        f->mode = _IOLBF;
        if (f->size > 1024)
            f->size = 1024;
    }
}

/* Moves the descriptor back to where the reader of the stream is. Pipes and terminals keep what was read. */
void __drop_input(struct __FILE *f)
{
    if (f->flags & __F_UNGET) {
        f->flags &= ~__F_UNGET;
        f->rpos = f->saved_rpos;
        f->rend = f->saved_rend;
    }
    long unread = f->rend - f->rpos;
    if (unread > 0 && f->fd >= 0) {
        long long result;
        __syscall5(SYS__llseek, f->fd, -1, -unread, &result, SEEK_CUR);
    } else if (unread > 0 && f->seek)
        f->seek(f, -unread, SEEK_CUR);
    f->rpos = f->rend = NULL;
    f->flags &= ~__F_READING;
}

int __start_writing(struct __FILE *f)
{
    if (!(f->flags & __F_WRITE)) {
        f->flags |= __F_ERROR;
        errno = EBADF;
        return EOF;
    }
    if (f->flags & __F_UNDECIDED)
        __choose_buffer(f);
    if (f->flags & __F_READING)
        __drop_input(f);
    f->wpos = f->buf;
    f->flags |= __F_WRITING;
    __link_stream(f);
    return 0;
}

/* Writes all bytes; returns how many were written. */
static size_t write_out(struct __FILE *f, const unsigned char *data, size_t n)
{
    size_t done = 0;
    while (done < n) {
        long wrote = f->write ? f->write(f, data + done, n - done) : __result(__syscall3(SYS_write, f->fd, data + done, n - done));
        if (wrote < 0) {
            f->flags |= __F_ERROR;
            break;
        }
        done += (size_t)wrote;
    }
    return done;
}

int __flush_output(struct __FILE *f)
{
    size_t n = (size_t)(f->wpos - f->buf);
    if (!(f->flags & __F_WRITING) || n == 0)
        return 0;
    size_t done = write_out(f, f->buf, n);
    f->wpos = f->buf;
    for (; done < n; done++) /* an error: what was not written stays */
        *f->wpos++ = f->buf[done];
    return f->wpos == f->buf ? 0 : EOF;
}

/* Where the part of the data that must not stay in the buffer ends: after the last newline of a line-buffered stream. */
static size_t forced(struct __FILE *f, const unsigned char *data, size_t n)
{
    if (f->mode == _IOLBF)
        while (n > 0 && data[n - 1] != '\n')
            n--;
    else
        n = 0;
    return n;
}

size_t __put(struct __FILE *f, const void *from, size_t n)
{
    const unsigned char *data = from;
    if (!(f->flags & __F_WRITING) && __start_writing(f))
        return 0;
    if (f->mode == _IONBF)
        return write_out(f, data, n);
    size_t must = forced(f, data, n), left = n;
    size_t room = (size_t)(f->buf + f->size - f->wpos);
    size_t now = must && n <= room ? must : left < room ? left : room;
    memcpy(f->wpos, data, now);
    f->wpos += now;
    data += now;
    left -= now;
    if (left == 0 && !must)
        return n;
    if (__flush_output(f))
        return n - left;
    if (left >= f->size) {
        size_t whole = left - left % f->size;
        size_t done = write_out(f, data, whole);
        data += done;
        left -= done;
        if (done < whole)
            return n - left;
    }
    memcpy(f->wpos, data, left);
    f->wpos += left;
    if (forced(f, data, left) && __flush_output(f))
        return n - left;
    return n;
}

int __overflow(struct __FILE *f, int c)
{
    unsigned char byte = (unsigned char)c;
    return __put(f, &byte, 1) == 1 ? byte : EOF;
}
