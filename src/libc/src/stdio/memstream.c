/* Streams in memory: fmemopen reads and writes a given buffer, open_memstream grows one. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "internal/file.h"

/* `length` is the end of the contents, `size` the space; `grow` tells open_memstream's from fmemopen's. */
struct memory { char *data; size_t size, length, at; int append, owned, grow; char **data_to; size_t *length_to; };

static ssize_t read_memory(FILE *f, unsigned char *to, size_t n)
{
    struct memory *m = f->cookie;
    size_t have = m->at < m->length ? m->length - m->at : 0;
    if (n > have)
        n = have;
    memcpy(to, m->data + m->at, n);
    m->at += n;
    return (ssize_t)n;
}

static int reserve(struct memory *m, size_t end)
{
    if (!m->grow || end < m->size)
        return 0;
    size_t more = end + 1 > 2 * m->size ? end + 1 : 2 * m->size;
    char *to = realloc(m->data, more);
    if (to == NULL)
        return -1;
    memset(to + m->size, 0, more - m->size);
    m->data = to;
    m->size = more;
    return 0;
}

static ssize_t write_memory(FILE *f, const unsigned char *from, size_t n)
{
    struct memory *m = f->cookie;
    if (m->append)
        m->at = m->length;
    if (reserve(m, m->at + n))
        return -1;
    if (!m->grow && n > m->size - m->at)
        n = m->size - m->at;
    if (n == 0) {
        errno = ENOSPC;
        return -1;
    }
    memcpy(m->data + m->at, from, n);
    m->at += n;
    if (m->at > m->length) {
        m->length = m->at;
        if (m->length < m->size)
            m->data[m->length] = 0;
    }
    if (m->grow) {
        *m->data_to = m->data;
        *m->length_to = m->length;
    }
    return (ssize_t)n;
}

static long seek_memory(FILE *f, long offset, int whence)
{
    struct memory *m = f->cookie;
    long base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (long)m->at : (long)m->length;
    long at = base + offset;
    if (at < 0 || (!m->grow && (size_t)at > m->size)) {
        errno = EINVAL;
        return -1;
    }
    m->at = (size_t)at;
    return at;
}

static int close_memory(FILE *f)
{
    struct memory *m = f->cookie;
    if (m->owned)
        free(m->data);
    free(m);
    return 0;
}

static FILE *make(struct memory *m, unsigned flags)
{
    FILE *f = m ? __new_file(-1, flags) : NULL;
    if (f == NULL) {
        free(m);
        return NULL;
    }
    f->flags &= ~__F_UNDECIDED;
    f->cookie = m;
    f->read = read_memory;
    f->write = write_memory;
    f->seek = seek_memory;
    f->close = close_memory;
    return f;
}

FILE *fmemopen(void *restrict buffer, size_t size, const char *restrict mode)
{
    unsigned flags;
    if (__mode_flags(mode, &flags) < 0)
        return NULL;
    struct memory *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    m->size = size;
    m->data = buffer;
    if (buffer == NULL) {
        m->owned = 1;
        m->data = calloc(1, size + 1);
        if (m->data == NULL) {
            free(m);
            return NULL;
        }
    }
    if (*mode == 'r')
        m->length = size;
    else if (*mode == 'a') {
        m->append = 1;
        m->length = m->at = strnlen(m->data, size);
    } else if (size > 0)
        m->data[0] = 0;
    return make(m, flags);
}

FILE *open_memstream(char **data, size_t *length)
{
    struct memory *m = calloc(1, sizeof *m);
    if (m == NULL)
        return NULL;
    m->grow = 1;
    m->data_to = data;
    m->length_to = length;
    FILE *f = reserve(m, 63) ? NULL : make(m, __F_WRITE);
    if (f) {
        *data = m->data;
        *length = 0;
    }
    return f;
}
