/* Named semaphores: a file /dev/shm/sem.NAME of one sem_t, mapped shared. A second open in one process gives the same
   address, as POSIX asks; the file appears complete, by link(2) from a name of its own. */
#include <errno.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "internal/libc.h"

#define OPEN_MAX_NAMED 64
static struct { sem_t *sem; dev_t dev; ino_t ino; int count; } opened[OPEN_MAX_NAMED];
static int lock;

static int path_of(char *path, const char *name)
{
    while (*name == '/')
        name++;
    if (*name == 0 || strchr(name, '/')) {
        errno = *name ? EINVAL : EINVAL;
        return -1;
    }
    if (strlen(name) > 250) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(path, "/dev/shm/sem.");
    strcat(path, name);
    return 0;
}

/* Makes the file under a temporary name, then links it; -1 with EEXIST when somebody was faster. */
static int create(const char *path, mode_t mode, unsigned value)
{
    char own[64];
    sem_t fresh;
    if (sem_init(&fresh, 1, value) < 0)
        return -1;
    snprintf(own, sizeof own, "/dev/shm/.sem.%d", getpid());
    unlink(own);
    int fd = open(own, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return -1;
    if (write(fd, &fresh, sizeof fresh) != (ssize_t)sizeof fresh || link(own, path) < 0) {
        int why = errno;
        close(fd);
        unlink(own);
        errno = why;
        return -1;
    }
    unlink(own);
    return fd;
}

static sem_t *map(int fd)
{
    struct stat st;
    int free = -1;
    if (fstat(fd, &st) < 0)
        return SEM_FAILED;
    for (int i = 0; i < OPEN_MAX_NAMED; i++) {
        if (opened[i].count && opened[i].dev == st.st_dev && opened[i].ino == st.st_ino) {
            opened[i].count++;
            return opened[i].sem;
        }
        if (!opened[i].count)
            free = i;
    }
    if (free < 0) {
        errno = EMFILE;
        return SEM_FAILED;
    }
    void *at = mmap(NULL, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED)
        return SEM_FAILED;
    opened[free].sem = at;
    opened[free].dev = st.st_dev;
    opened[free].ino = st.st_ino;
    opened[free].count = 1;
    return at;
}

sem_t *sem_open(const char *name, int flags, ...)
{
    char path[280];
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    unsigned value = flags & O_CREAT ? va_arg(more, unsigned) : 0;
    va_end(more);
    if (path_of(path, name) < 0)
        return SEM_FAILED;
    for (;;) {
        int fd = -1;
        if ((flags & (O_CREAT | O_EXCL)) != (O_CREAT | O_EXCL)) {
            fd = open(path, O_RDWR | O_CLOEXEC);
            if (fd < 0 && (errno != ENOENT || !(flags & O_CREAT)))
                return SEM_FAILED;
        }
        if (fd < 0)
            fd = create(path, mode, value);
        if (fd < 0) {
            if (errno == EEXIST && !(flags & O_EXCL))
                continue;
            return SEM_FAILED;
        }
        __lock(&lock);
        sem_t *s = map(fd);
        __unlock(&lock);
        int why = errno;
        close(fd);
        errno = why;
        return s;
    }
}

int sem_close(sem_t *s)
{
    int r = -1;
    __lock(&lock);
    for (int i = 0; r < 0 && i < OPEN_MAX_NAMED; i++)
        if (opened[i].count && opened[i].sem == s) {
            r = 0;
            if (--opened[i].count == 0)
                munmap(s, sizeof *s);
        }
    __unlock(&lock);
    if (r < 0)
        errno = EINVAL;
    return r;
}

int sem_unlink(const char *name)
{
    char path[280];
    if (path_of(path, name) < 0) {
        if (errno == EINVAL)
            errno = ENOENT;
        return -1;
    }
    return unlink(path);
}
