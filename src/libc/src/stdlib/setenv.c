/* Changing the environment. `owned` is the array made here; the kernel's own stays untouched. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char **owned;

static int put(char *entry, size_t name_length)
{
    size_t n = 0;
    for (; environ && environ[n]; n++)
        if (strncmp(environ[n], entry, name_length + 1) == 0) {
            environ[n] = entry;
            return 0;
        }
    char **more = owned && environ == owned ? realloc(owned, (n + 2) * sizeof *more) : malloc((n + 2) * sizeof *more);
    if (more == NULL)
        return -1;
    if (environ != owned || owned == NULL)
        for (size_t i = 0; i < n; i++)
            more[i] = environ[i];
    more[n] = entry;
    more[n + 1] = NULL;
    environ = owned = more;
    return 0;
}

int setenv(const char *name, const char *value, int overwrite)
{
    if (name == NULL || *name == 0 || strchr(name, '=')) {
        errno = EINVAL;
        return -1;
    }
    if (!overwrite && getenv(name))
        return 0;
    size_t n = strlen(name), m = strlen(value);
    char *entry = malloc(n + m + 2);
    if (entry == NULL)
        return -1;
    memcpy(entry, name, n);
    entry[n] = '=';
    memcpy(entry + n + 1, value, m + 1);
    return put(entry, n);
}

int unsetenv(const char *name)
{
    if (name == NULL || *name == 0 || strchr(name, '=')) {
        errno = EINVAL;
        return -1;
    }
    size_t n = strlen(name);
    char **to = environ;
    for (char **from = environ; from && *from; from++)
        if (strncmp(*from, name, n) != 0 || (*from)[n] != '=')
            *to++ = *from;
    if (to)
        *to = NULL;
    return 0;
}

int putenv(char *entry)
{
    char *equals = strchr(entry, '=');
    return equals ? put(entry, (size_t)(equals - entry)) : unsetenv(entry);
}

int clearenv(void)
{
    environ = NULL;
    return 0;
}
