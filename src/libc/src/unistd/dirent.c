/* Reading directories by getdents64, a buffer at a time. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "internal/syscall.h"

struct __DIR { int fd; long position; int at, end; long long align; char buffer[2048]; };

DIR *fdopendir(int fd)
{
    struct stat st;
    if (fstat(fd, &st) < 0)
        return NULL;
    if (!S_ISDIR(st.st_mode)) {
        errno = ENOTDIR;
        return NULL;
    }
    DIR *d = calloc(1, sizeof *d);
    if (d)
        d->fd = fd;
    return d;
}

DIR *opendir(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    DIR *d = fdopendir(fd);
    if (d == NULL)
        close(fd);
    return d;
}

int closedir(DIR *d)
{
    int r = close(d->fd);
    free(d);
    return r;
}

struct dirent *readdir(DIR *d)
{
    if (d->at >= d->end) {
        long n = __syscall3(SYS_getdents64, d->fd, d->buffer, sizeof d->buffer);
        if (n <= 0) {
            if (n < 0 && n != -ENOENT)
                errno = (int)-n;
            return NULL;
        }
        d->at = 0;
        d->end = (int)n;
    }
    struct dirent *e = (struct dirent *)(d->buffer + d->at);
    d->at += e->d_reclen;
    d->position = (long)e->d_off;
    return e;
}

int readdir_r(DIR *restrict d, struct dirent *restrict to, struct dirent **restrict result)
{
    int saved = errno;
    errno = 0;
    struct dirent *e = readdir(d);
    int error = errno;
    errno = saved;
    *result = NULL;
    if (e) {
        memcpy(to, e, e->d_reclen < sizeof *to ? e->d_reclen : sizeof *to);
        *result = to;
    }
    return error;
}

void seekdir(DIR *d, long position)
{
    lseek(d->fd, position, SEEK_SET);
    d->at = d->end = 0;
    d->position = position;
}

void rewinddir(DIR *d) { seekdir(d, 0); }
long telldir(DIR *d) { return d->position; }
int dirfd(DIR *d) { return d->fd; }

int alphasort(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

int scandir(const char *path, struct dirent ***to, int (*keep)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **))
{
    DIR *d = opendir(path);
    struct dirent **list = NULL, *e;
    size_t n = 0, size = 0;
    if (d == NULL)
        return -1;
    while ((e = readdir(d)) != NULL) {
        if (keep && !keep(e))
            continue;
        if (n == size) {
            size = size ? size * 2 : 16;
            struct dirent **more = realloc(list, size * sizeof *list);
            if (more == NULL)
                goto fail;
            list = more;
        }
        list[n] = malloc(e->d_reclen);
        if (list[n] == NULL)
            goto fail;
        memcpy(list[n++], e, e->d_reclen);
    }
    closedir(d);
    if (compare)
        qsort(list, n, sizeof *list, (int (*)(const void *, const void *))compare);
    *to = list;
    return (int)n;
fail:
    while (n > 0)
        free(list[--n]);
    free(list);
    closedir(d);
    errno = ENOMEM;
    return -1;
}
