/* POSIX shared memory: files in /dev/shm. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int path_of(char *to, const char *name)
{
    while (*name == '/')
        name++;
    size_t n = strlen(name);
    if (n == 0 || strchr(name, '/') || n > NAME_MAX) {
        errno = n > NAME_MAX ? ENAMETOOLONG : EINVAL;
        return -1;
    }
    strcpy(to, "/dev/shm/");
    strcat(to, name);
    return 0;
}

int shm_open(const char *name, int flags, mode_t mode)
{
    char path[NAME_MAX + 16];
    if (path_of(path, name) < 0)
        return -1;
    int fd = open(path, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode);
    if (fd < 0 && errno == EISDIR)
        errno = EINVAL;
    return fd;
}

int shm_unlink(const char *name)
{
    char path[NAME_MAX + 16];
    if (path_of(path, name) < 0) {
        errno = ENOENT;
        return -1;
    }
    if (unlink(path) < 0) {
        if (errno == EPERM)
            errno = EACCES;
        return -1;
    }
    return 0;
}
