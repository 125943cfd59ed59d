/* Replacing the program. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "internal/syscall.h"

int execve(const char *path, char *const argv[], char *const env[])
{
    return __result(__syscall3(SYS_execve, path, argv, env));
}

int execv(const char *path, char *const argv[])
{
    return execve(path, argv, environ);
}

int fexecve(int fd, char *const argv[], char *const env[])
{
    char path[32] = "/proc/self/fd/", *p = path + strlen(path), digits[12];
    int n = 0;
    do
        digits[n++] = (char)('0' + fd % 10);
    while ((fd /= 10) > 0);
    while (n > 0)
        *p++ = digits[--n];
    *p = 0;
    return execve(path, argv, env);
}

/* A file that is executable but no program is a shell script (POSIX execvp). */
static void as_script(const char *path, char *const argv[], char *const env[])
{
    size_t n = 0;
    while (argv[n])
        n++;
    char **with = __builtin_alloca((n + 3) * sizeof *with);
    with[0] = "/bin/sh";
    with[1] = (char *)path;
    for (size_t i = 1; i <= n; i++)
        with[i + 1] = argv[i];
    if (n == 0)
        with[2] = NULL;
    execve(with[0], with, env);
}

int execvpe(const char *name, char *const argv[], char *const env[])
{
    char path[PATH_MAX];
    int denied = 0;
    if (*name == 0) {
        errno = ENOENT;
        return -1;
    }
    if (strchr(name, '/')) {
        execve(name, argv, env);
        if (errno == ENOEXEC)
            as_script(name, argv, env);
        return -1;
    }
    const char *p = getenv("PATH");
    if (p == NULL)
        p = "/bin:/usr/bin";
    size_t length = strlen(name);
    for (;; p++) {
        size_t n = strcspn(p, ":");
        if (n + length + 2 <= sizeof path) {
            memcpy(path, p, n);
            path[n] = '/';
            memcpy(path + (n ? n + 1 : 0), name, length + 1);
            execve(path, argv, env);
            if (errno == ENOEXEC) {
                as_script(path, argv, env);
                return -1;
            }
            if (errno == EACCES)
                denied = 1;
            else if (errno != ENOENT && errno != ENOTDIR && errno != ESTALE && errno != ENODEV && errno != ETIMEDOUT)
                return -1;
        }
        p += n;
        if (*p == 0)
            break;
    }
    errno = denied ? EACCES : ENOENT;
    return -1;
}

int execvp(const char *name, char *const argv[])
{
    return execvpe(name, argv, environ);
}

/* Counts the strings of an execl list, which ends with NULL; `first` is already known to be one. */
static size_t count(const char *first, va_list args)
{
    size_t n = 1;
    if (first == NULL)
        return n;
    while (va_arg(args, char *))
        n++;
    return n + 1;
}

static void collect(char **to, const char *first, va_list args)
{
    *to = (char *)first;
    while (*to)
        *++to = va_arg(args, char *);
}

int execl(const char *path, const char *first, ...)
{
    va_list args;
    va_start(args, first);
    char **argv = __builtin_alloca(count(first, args) * sizeof *argv);
    va_end(args);
    va_start(args, first);
    collect(argv, first, args);
    va_end(args);
    return execve(path, argv, environ);
}

int execlp(const char *name, const char *first, ...)
{
    va_list args;
    va_start(args, first);
    char **argv = __builtin_alloca(count(first, args) * sizeof *argv);
    va_end(args);
    va_start(args, first);
    collect(argv, first, args);
    va_end(args);
    return execvpe(name, argv, environ);
}

int execle(const char *path, const char *first, ...)
{
    va_list args;
    va_start(args, first);
    size_t n = count(first, args);
    char **argv = __builtin_alloca(n * sizeof *argv);
    va_end(args);
    va_start(args, first);
    argv[0] = (char *)first;
    for (size_t i = 1; i < n; i++)
        argv[i] = va_arg(args, char *);
    char **env = va_arg(args, char **);
    va_end(args);
    return execve(path, argv, env);
}
