/* Temporary files. Names come from the kernel's random numbers. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "internal/syscall.h"

static char *fill(char *template, int suffix)
{
    size_t n = strlen(template);
    if (n < 6 + (size_t)suffix || strncmp(template + n - suffix - 6, "XXXXXX", 6) != 0) {
        errno = EINVAL;
        return NULL;
    }
    return template + n - suffix - 6;
}

static void randomise(char *at)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    unsigned char r[6];
    __syscall3(SYS_getrandom, r, sizeof r, 0);
    for (int i = 0; i < 6; i++)
        at[i] = letters[r[i] % 62];
}

static int make(char *template, int suffix, int flags)
{
    char *at = fill(template, suffix);
    for (int tries = 0; at && tries < 100; tries++) {
        randomise(at);
        int fd = open(template, flags | O_RDWR | O_CREAT | O_EXCL, 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

int mkstemp(char *template) { return make(template, 0, 0); }
int mkostemp(char *template, int flags) { return make(template, 0, flags); }
int mkstemps(char *template, int suffix) { return make(template, suffix, 0); }

char *mkdtemp(char *template)
{
    char *at = fill(template, 0);
    for (int tries = 0; at && tries < 100; tries++) {
        randomise(at);
        if (mkdir(template, 0700) == 0)
            return template;
        if (errno != EEXIST)
            return NULL;
    }
    return NULL;
}

char *mktemp(char *template)
{
    char *at = fill(template, 0);
    if (at)
        randomise(at);
    else
        *template = 0;
    return template;
}

FILE *tmpfile(void)
{
    char name[] = "/tmp/tmpfXXXXXX";
    int fd = make(name, 0, 0);
    if (fd < 0)
        return NULL;
    unlink(name);
    FILE *f = fdopen(fd, "w+");
    if (f == NULL)
        close(fd);
    return f;
}

char *tmpnam(char *to)
{
    static char own[L_tmpnam];
    if (to == NULL)
        to = own;
    strcpy(to, "/tmp/fileXXXXXX");
    return mktemp(to);
}

char *tempnam(const char *directory, const char *prefix)
{
    char name[4096];
    snprintf(name, sizeof name, "%s/%.5sXXXXXX", directory ? directory : P_tmpdir, prefix ? prefix : "file");
    return strdup(mktemp(name));
}
