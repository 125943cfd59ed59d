/* cp: copies files. cp [-r] [-p] SOURCE... TARGET; into TARGET when that is a directory. */
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_recursive, status;

static char *join(const char *directory, const char *name) {
    char *path = malloc(strlen(directory) + strlen(name) + 2);
    if (!path) errx(1, "memory exhausted");
    sprintf(path, "%s%s%s", directory, directory[strlen(directory) - 1] == '/' ? "" : "/", name);
    return path;
}

static void fail(const char *what, const char *path) {
    warn(what, path);
    status = 1;
}

static void copy_file(const char *from, const char *to, mode_t mode) {
    static char buffer[4096];
    ssize_t got = 0;
    int in = open(from, O_RDONLY);
    if (in < 0) {
        fail("cannot open '%s' for reading", from);
        return;
    }
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, mode & 0777);
    if (out < 0) {
        fail("cannot create regular file '%s'", to);
        close(in);
        return;
    }
    while ((got = read(in, buffer, sizeof buffer)) > 0)
        for (ssize_t at = 0, sent; at < got; at += sent)
            if ((sent = write(out, buffer + at, got - at)) < 0) {
                fail("error writing '%s'", to);
                got = 0;
                break;
            }
    if (got < 0) fail("error reading '%s'", from);
    close(in);
    if (close(out)) fail("failed to close '%s'", to);
}

static void copy(const char *from, const char *to) {
    struct stat found, there;
    if (stat(from, &found)) {
        fail("cannot stat '%s'", from);
    } else if (!S_ISDIR(found.st_mode)) {
        if (!stat(to, &there) && there.st_dev == found.st_dev && there.st_ino == found.st_ino) {
            warnx("'%s' and '%s' are the same file", from, to);
            status = 1;
            return;
        }
        copy_file(from, to, found.st_mode);
    } else if (!is_recursive) {
        warnx("-r not specified; omitting directory '%s'", from);
        status = 1;
    } else {
        if (stat(to, &there) && mkdir(to, 0777)) {
            fail("cannot create directory '%s'", to);
            return;
        }
        DIR *directory = opendir(from);
        if (!directory) {
            fail("cannot access '%s'", from);
            return;
        }
        for (struct dirent *entry; (entry = readdir(directory));) {
            if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
            char *below = join(from, entry->d_name), *target = join(to, entry->d_name);
            copy(below, target);
            free(below);
            free(target);
        }
        closedir(directory);
    }
}

int main(int argc, char **argv) {
    struct stat found;
    for (int c; (c = getopt(argc, argv, "rRfpa")) != -1;) {
        if (c == '?') return 1;
        if (c == 'r' || c == 'R' || c == 'a') is_recursive = 1;
    }
    if (argc - optind < 2) {
        if (argc == optind) fprintf(stderr, "cp: missing file operand\n");
        else fprintf(stderr, "cp: missing destination file operand after '%s'\n", argv[optind]);
        return 1;
    }
    const char *target = argv[argc - 1];
    int is_directory = !stat(target, &found) && S_ISDIR(found.st_mode);
    if (argc - optind > 2 && !is_directory) errx(1, "target '%s' is not a directory", target);
    for (; optind < argc - 1; optind++) {
        char *name = strdup(argv[optind]);
        if (!name) errx(1, "memory exhausted");
        char *to = is_directory ? join(target, basename(name)) : strdup(target);
        copy(argv[optind], to);
        free(name);
        free(to);
    }
    return status;
}
