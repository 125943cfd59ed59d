/* Named semaphores: files /dev/shm/sem.NAME, mapped shared. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opening the same semaphore twice must give the same address (POSIX). */
struct opened { struct opened *next; sem_t *sem; ino_t ino; int count; };
static struct opened *all;

static int path_of(char *to, size_t n, const char *name)
{
    while (*name == '/')
        name++;
    if (*name == 0 || strchr(name, '/')) {
        errno = *name == 0 ? EINVAL : EINVAL;
        return -1;
    }
    if ((size_t)snprintf(to, n, "/dev/shm/sem.%s", name) >= n) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}

/* Makes the file whole before it gets its name, so that nobody sees a half one. */
static int create(const char *path, mode_t mode, unsigned value)
{
    char temporary[64];
    sem_t s;
    sem_init(&s, 1, value);
    snprintf(temporary, sizeof temporary, "/dev/shm/sem.XXXXXX");
    int fd = mkstemp(temporary);
    if (fd < 0)
        return -1;
    mode_t mask = umask(0);
    umask(mask);
    int failed = fchmod(fd, mode & ~mask) < 0 || write(fd, &s, sizeof s) != (ssize_t)sizeof s || link(temporary, path) < 0;
    int error = errno;
    unlink(temporary);
    if (failed) {
        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

static sem_t *attach(int fd)
{
    struct stat st;
    if (fstat(fd, &st) < 0)
        return SEM_FAILED;
    for (struct opened *o = all; o; o = o->next)
        if (o->ino == st.st_ino) {
            o->count++;
            return o->sem;
        }
    struct opened *o = malloc(sizeof *o);
    sem_t *s = o ? mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
    if (s == MAP_FAILED) {
        free(o);
        return SEM_FAILED;
    }
    o->sem = s;
    o->ino = st.st_ino;
    o->count = 1;
    o->next = all;
    all = o;
    return s;
}

sem_t *sem_open(const char *name, int flags, ...)
{
    char path[NAME_MAX + 16];
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    unsigned value = flags & O_CREAT ? va_arg(args, unsigned) : 0;
    va_end(args);
    if (path_of(path, sizeof path, name) < 0)
        return SEM_FAILED;
    if ((flags & O_CREAT) && value > SEM_VALUE_MAX) {
        errno = EINVAL;
        return SEM_FAILED;
    }
    for (;;) {
        int fd = (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL) ? -1 : open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0 && (flags & O_CREAT) && ((flags & O_EXCL) || errno == ENOENT)) {
            fd = create(path, mode, value);
            if (fd < 0 && errno == EEXIST && !(flags & O_EXCL))
                continue;
        }
        if (fd < 0)
            return SEM_FAILED;
        sem_t *s = attach(fd);
        close(fd);
        return s;
    }
}

int sem_close(sem_t *s)
{
    for (struct opened **at = &all; *at; at = &(*at)->next) {
        struct opened *o = *at;
        if (o->sem != s)
            continue;
        if (--o->count == 0) {
            *at = o->next;
            munmap(s, sizeof *s);
            free(o);
        }
        return 0;
    }
    errno = EINVAL;
    return -1;
}

int sem_unlink(const char *name)
{
    char path[NAME_MAX + 16];
    if (path_of(path, sizeof path, name) < 0)
        return -1;
    if (unlink(path) < 0) {
        if (errno == EPERM)
            errno = EACCES;
        return -1;
    }
    return 0;
}
