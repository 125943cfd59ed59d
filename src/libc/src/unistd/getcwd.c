/* The working directory's name. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "internal/syscall.h"

char *getcwd(char *to, size_t size)
{
    char name[PATH_MAX];
    if (to && size == 0) {
        errno = EINVAL;
        return NULL;
    }
    long n = __result(__syscall2(SYS_getcwd, name, sizeof name));
    if (n < 0)
        return NULL;
    if (size != 0 && (size_t)n > size) {
        errno = ERANGE;
        return NULL;
    }
    if (to == NULL)
        to = malloc(size ? size : (size_t)n);
    return to ? memcpy(to, name, (size_t)n) : NULL;
}

char *get_current_dir_name(void)
{
    return getcwd(NULL, 0);
}

char *getwd(char *to)
{
    return getcwd(to, PATH_MAX);
}
