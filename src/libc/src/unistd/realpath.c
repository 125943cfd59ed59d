/* The one absolute name of a file: every link followed, no "." or ".." left. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* `done` is the resolved part without a final slash, `rest` what is still to be walked. */
static int walk(char *done, char *rest)
{
    char link[PATH_MAX];
    char *start = rest;
    int links = 0;
    while (*rest) {
        size_t n = strcspn(rest, "/"), length = strlen(done);
        if (n == 0 || (n == 1 && *rest == '.')) {
            rest += n + (rest[n] == '/');
            continue;
        }
        if (n == 2 && rest[0] == '.' && rest[1] == '.') {
            char *slash = strrchr(done, '/');
            if (slash)
                *slash = 0;
            rest += n + (rest[n] == '/');
            continue;
        }
        if (length + n + 2 > PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
        done[length] = '/';
        memcpy(done + length + 1, rest, n);
        done[length + 1 + n] = 0;
        rest += n;
        ssize_t size = readlink(done, link, sizeof link - 1);
        if (size < 0) {
            if (errno != EINVAL)
                return -1;
            struct stat st;
            if (*rest == '/' && (stat(done, &st) < 0 || !S_ISDIR(st.st_mode))) {
                errno = ENOTDIR;
                return -1;
            }
            continue;
        }
        if (++links > 40 || (size_t)size + strlen(rest) + 1 > sizeof link) {
            errno = links > 40 ? ELOOP : ENAMETOOLONG;
            return -1;
        }
        strcpy(link + size, rest);
        done[*link == '/' ? 0 : length] = 0;
        rest = strcpy(start, link);
    }
    return 0;
}

char *realpath(const char *restrict path, char *restrict to)
{
    char done[PATH_MAX], rest[PATH_MAX];
    if (path == NULL || *path == 0) {
        errno = path ? ENOENT : EINVAL;
        return NULL;
    }
    if (strlen(path) >= sizeof rest) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    strcpy(rest, path);
    done[0] = 0;
    if (*path != '/') {
        if (getcwd(done, sizeof done) == NULL)
            return NULL;
        if (done[1] == 0)
            done[0] = 0;
    }
    if (walk(done, rest) < 0)
        return NULL;
    if (done[0] == 0)
        strcpy(done, "/");
    return to ? strcpy(to, done) : strdup(done);
}

char *canonicalize_file_name(const char *path)
{
    return realpath(path, NULL);
}
