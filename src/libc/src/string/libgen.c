/* Parts of path names. */
#include <libgen.h>
#include <string.h>

char *basename(char *path)
{
    if (path == NULL || *path == 0)
        return ".";
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        path[--n] = 0;
    while (n > 1 && path[n - 2] != '/')
        n--;
    return n > 0 && path[0] == '/' && path[1] == 0 ? path : path + n - 1;
}

char *dirname(char *path)
{
    if (path == NULL || *path == 0)
        return ".";
    size_t n = strlen(path);
    while (n > 0 && path[n - 1] == '/')
        n--;
    if (n == 0)
        return "/";
    while (n > 0 && path[n - 1] != '/')
        n--;
    if (n == 0)
        return ".";
    while (n > 0 && path[n - 1] == '/')
        n--;
    if (n == 0)
        return "/";
    path[n] = 0;
    return path;
}
