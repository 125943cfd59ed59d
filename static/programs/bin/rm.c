/* rm: removes files. rm [-f] [-r] FILE...; -r removes directories with what they hold, -f is silent about what is not there. */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_forced, is_recursive, status;

static void complain(const char *path) {
    warn("cannot remove '%s'", path);
    status = 1;
}

static void remove_path(const char *path);

/* Reads the directory anew after every removal: entries may move while it changes. */
static void empty_directory(const char *path) {
    for (int is_done = 0; !is_done && !status;) {
        DIR *directory = opendir(path);
        if (!directory) {
            complain(path);
            return;
        }
        struct dirent *entry;
        do entry = readdir(directory); while (entry && (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")));
        if (entry) {
            char *below = malloc(strlen(path) + strlen(entry->d_name) + 2);
            if (!below) errx(1, "memory exhausted");
            sprintf(below, "%s/%s", path, entry->d_name);
            closedir(directory);
            remove_path(below);
            free(below);
        } else {
            closedir(directory);
            is_done = 1;
        }
    }
}

static void remove_path(const char *path) {
    struct stat found;
    if (lstat(path, &found)) {
        if (!is_forced || errno != ENOENT) complain(path);
    } else if (!S_ISDIR(found.st_mode)) {
        if (unlink(path)) complain(path);
    } else if (!is_recursive) {
        warnx("cannot remove '%s': Is a directory", path);
        status = 1;
    } else {
        empty_directory(path);
        if (rmdir(path)) complain(path);
    }
}

int main(int argc, char **argv) {
    for (int c; (c = getopt(argc, argv, "frR")) != -1;) {
        if (c == '?') return 1;
        if (c == 'f') is_forced = 1;
        else is_recursive = 1;
    }
    if (optind == argc && !is_forced) {
        fprintf(stderr, "rm: missing operand\n");
        return 1;
    }
    for (; optind < argc; optind++) remove_path(argv[optind]);
    return status;
}
