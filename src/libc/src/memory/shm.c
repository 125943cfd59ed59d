/* POSIX shared memory objects: files in /dev/shm, whose pages are mapped. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int path_of(char *path, const char *name)
{
    while (*name == '/')
        name++;
    size_t n = strlen(name);
    if (n == 0 || n > 255 || strchr(name, '/')) {
        errno = n > 255 ? ENAMETOOLONG : EINVAL;
        return -1;
    }
    strcpy(path, "/dev/shm/");
    strcat(path, name);
    return 0;
}

int shm_open(const char *name, int flags, mode_t mode)
{
    char path[280];
    if (path_of(path, name) < 0)
        return -1;
    return open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode);
}

int shm_unlink(const char *name)
{
    char path[280];
    if (path_of(path, name) < 0) {
        if (errno == EINVAL)
            errno = ENOENT;
        return -1;
    }
    return unlink(path);
}
