/* posix_spawn by fork, actions, exec; a pipe that closes at exec tells the parent of an error. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "internal/syscall.h"

/* What the child does before exec: open path as fd, close fd, or dup2(from, fd). */
struct action { struct action *next; int kind, fd, from, flags; mode_t mode; char path[]; };
enum { OPEN, CLOSE, DUP };

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *a)
{
    a->__list = NULL;
    return 0;
}

int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *a)
{
    for (struct action *x = a->__list; x;) {
        struct action *next = x->next;
        free(x);
        x = next;
    }
    a->__list = NULL;
    return 0;
}

static int add(posix_spawn_file_actions_t *a, int kind, int fd, int from, const char *path, int flags, mode_t mode)
{
    struct action *x = malloc(sizeof *x + strlen(path) + 1);
    if (fd < 0 || x == NULL) {
        free(x);
        return fd < 0 ? EBADF : ENOMEM;
    }
    x->next = NULL;
    x->kind = kind;
    x->fd = fd;
    x->from = from;
    x->flags = flags;
    x->mode = mode;
    strcpy(x->path, path);
    struct action **end = (struct action **)&a->__list;
    while (*end)
        end = &(*end)->next;
    *end = x;
    return 0;
}

int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *restrict a, int fd, const char *restrict path, int flags, mode_t mode)
{
    return add(a, OPEN, fd, -1, path, flags, mode);
}

int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *a, int fd)
{
    return add(a, CLOSE, fd, -1, "", 0, 0);
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *a, int from, int to)
{
    return add(a, DUP, to, from, "", 0, 0);
}

int posix_spawnattr_init(posix_spawnattr_t *a)
{
    memset(a, 0, sizeof *a);
    return 0;
}

int posix_spawnattr_destroy(posix_spawnattr_t *a) { (void)a; return 0; }
int posix_spawnattr_setflags(posix_spawnattr_t *a, short flags) { a->__flags = flags; return 0; }
int posix_spawnattr_getflags(const posix_spawnattr_t *restrict a, short *restrict to) { *to = a->__flags; return 0; }
int posix_spawnattr_setpgroup(posix_spawnattr_t *a, pid_t group) { a->__group = group; return 0; }
int posix_spawnattr_setsigmask(posix_spawnattr_t *restrict a, const sigset_t *restrict s) { a->__mask = *s; return 0; }
int posix_spawnattr_setsigdefault(posix_spawnattr_t *restrict a, const sigset_t *restrict s) { a->__default = *s; return 0; }

static int act(const struct action *x)
{
    if (x->kind == CLOSE) {
        close(x->fd);
        return 0;
    }
    if (x->kind == DUP) {
        if (x->from == x->fd)
            return fcntl(x->fd, F_SETFD, 0);
        return dup2(x->from, x->fd);
    }
    int fd = open(x->path, x->flags, x->mode);
    if (fd >= 0 && fd != x->fd) {
        int r = dup2(fd, x->fd);
        close(fd);
        return r;
    }
    return fd;
}

static int prepare(const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *a)
{
    if (a && (a->__flags & POSIX_SPAWN_SETSIGDEF))
        for (int s = 1; s < _NSIG; s++)
            if (sigismember(&a->__default, s) > 0)
                signal(s, SIG_DFL);
    if (a && (a->__flags & POSIX_SPAWN_SETPGROUP) && setpgid(0, a->__group))
        return -1;
    for (const struct action *x = actions ? actions->__list : NULL; x; x = x->next)
        if (act(x) < 0)
            return -1;
    if (a && (a->__flags & POSIX_SPAWN_SETSIGMASK))
        sigprocmask(SIG_SETMASK, &a->__mask, NULL);
    return 0;
}

static int spawn(pid_t *to, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *a,
                 char *const argv[], char *const env[], int search)
{
    int ends[2], error = 0;
    if (pipe2(ends, O_CLOEXEC) < 0)
        return errno;
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        if (prepare(actions, a) == 0) {
            if (search)
                execvpe(path, argv, env ? env : environ);
            else
                execve(path, argv, env ? env : environ);
        }
        error = errno;
        write(ends[1], &error, sizeof error);
        _exit(127);
    }
    close(ends[1]);
    if (pid < 0)
        error = errno;
    else if (read(ends[0], &error, sizeof error) > 0)
        __syscall5(SYS_waitid, 1, pid, 0, 4, 0);
    else if (to)
        *to = pid;
    close(ends[0]);
    return error;
}

int posix_spawn(pid_t *restrict to, const char *restrict path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *restrict a, char *const argv[], char *const env[])
{
    return spawn(to, path, actions, a, argv, env, 0);
}

int posix_spawnp(pid_t *restrict to, const char *restrict name, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *restrict a, char *const argv[], char *const env[])
{
    return spawn(to, name, actions, a, argv, env, 1);
}
