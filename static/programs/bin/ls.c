/* ls: lists directories. ls [-1aAdFilrRSt] [FILE]...; names in columns on a terminal, otherwise one a line. */
#include <dirent.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct Entry { char *name; struct stat status; };
struct List { struct Entry *at; int count; };

static int flags[128]; /* by option letter */
static int status, printed;

static char *join(const char *directory, const char *name) {
    char *path = malloc(strlen(directory) + strlen(name) + 2);
    if (!path) errx(2, "memory exhausted");
    int has_slash = *directory && directory[strlen(directory) - 1] == '/';
    sprintf(path, "%s%s%s", directory, *directory && !has_slash ? "/" : "", name);
    return path;
}

static int compare(const void *a, const void *b) {
    const struct Entry *x = a, *y = b;
    int order = 0;
    if (flags['t'] && x->status.st_mtime != y->status.st_mtime) order = x->status.st_mtime < y->status.st_mtime ? 1 : -1;
    else if (flags['S'] && x->status.st_size != y->status.st_size) order = x->status.st_size < y->status.st_size ? 1 : -1;
    else order = strcmp(x->name, y->name);
    return flags['r'] ? -order : order;
}

/* Adds directory/name to the list, or complains. */
static void add(struct List *list, const char *directory, const char *name) {
    char *path = join(directory, name);
    struct Entry *bigger = realloc(list->at, (list->count + 1) * sizeof *bigger);
    if (!bigger) errx(2, "memory exhausted");
    list->at = bigger;
    struct Entry *entry = &list->at[list->count];
    int follows = !flags['l'] && !flags['d'] && !flags['F'] && !*directory;
    if ((follows ? stat(path, &entry->status) : -1) && lstat(path, &entry->status)) {
        warn("cannot access '%s'", path);
        status = *directory ? 1 : 2;
    } else {
        entry->name = strdup(name);
        list->count++;
    }
    free(path);
}

static void mode_text(mode_t mode, char *text) {
    static const char kinds[] = "?pc?d?b?-?l?s???";
    strcpy(text, "?rwxrwxrwx");
    text[0] = kinds[mode >> 12 & 15];
    for (int i = 0; i < 9; i++)
        if (!(mode >> (8 - i) & 1)) text[1 + i] = '-';
    if (mode & S_ISUID) text[3] = text[3] == 'x' ? 's' : 'S';
    if (mode & S_ISGID) text[6] = text[6] == 'x' ? 's' : 'S';
    if (mode & S_ISVTX) text[9] = text[9] == 'x' ? 't' : 'T';
}

static const char *owner(unsigned id, char *text) {
    if (!id) return "root";
    sprintf(text, "%u", id);
    return text;
}

static const char *suffix(const struct Entry *entry) {
    mode_t mode = entry->status.st_mode;
    if (!flags['F']) return "";
    return S_ISDIR(mode) ? "/" : S_ISFIFO(mode) ? "|" : S_ISSOCK(mode) ? "=" : S_ISLNK(mode) ? flags['l'] ? "" : "@" : mode & 0111 ? "*" : "";
}

static int digits(unsigned long value) { return snprintf(NULL, 0, "%lu", value); }

static void print_long(const struct List *list, const char *directory) {
    int links = 1, size = 1, user = 1, group = 1;
    char number[16];
    for (int i = 0; i < list->count; i++) {
        const struct stat *s = &list->at[i].status;
        int width[] = { digits(s->st_nlink), digits(s->st_size), (int)strlen(owner(s->st_uid, number)), (int)strlen(owner(s->st_gid, number)) };
        int *const widest[] = { &links, &size, &user, &group };
        for (int k = 0; k < 4; k++)
            if (width[k] > *widest[k]) *widest[k] = width[k];
    }
    for (int i = 0; i < list->count; i++) {
        const struct stat *s = &list->at[i].status;
        char mode[12], date[32], target[256], one[16], two[16];
        time_t now = time(NULL), when = s->st_mtime;
        mode_text(s->st_mode, mode);
        strftime(date, sizeof date, when > now || now - when > 15778476 ? "%b %e  %Y" : "%b %e %H:%M", localtime(&when));
        if (flags['i']) printf("%lu ", (unsigned long)s->st_ino);
        printf("%s %*lu %-*s %-*s %*ld %s %s%s", mode, links, (unsigned long)s->st_nlink, user, owner(s->st_uid, one),
            group, owner(s->st_gid, two), size, (long)s->st_size, date, list->at[i].name, suffix(&list->at[i]));
        if (S_ISLNK(s->st_mode)) {
            char *path = join(directory, list->at[i].name);
            ssize_t length = readlink(path, target, sizeof target - 1);
            if (length >= 0) printf(" -> %.*s", (int)length, target);
            free(path);
        }
        putchar('\n');
    }
}

static void print_columns(const struct List *list) {
    int width = 0;
    for (int i = 0; i < list->count; i++) {
        int length = strlen(list->at[i].name) + (flags['F'] != 0);
        if (length > width) width = length;
    }
    int columns = 80 / (width + 2) > 0 ? 80 / (width + 2) : 1, rows = (list->count + columns - 1) / columns;
    for (int row = 0; row < rows; row++)
        for (int i = row; i < list->count; i += rows) {
            int used = printf("%s%s", list->at[i].name, suffix(&list->at[i]));
            if (i + rows < list->count) printf("%*s", width + 2 - used, "");
            else putchar('\n');
        }
}

static void print(struct List *list, const char *directory) {
    if (list->count) qsort(list->at, list->count, sizeof *list->at, compare);
    if (flags['l']) print_long(list, directory);
    else if (!flags['1'] && !flags['i'] && isatty(1)) print_columns(list);
    else
        for (int i = 0; i < list->count; i++) {
            if (flags['i']) printf("%lu ", (unsigned long)list->at[i].status.st_ino);
            printf("%s%s\n", list->at[i].name, suffix(&list->at[i]));
        }
    if (list->count) printed = 1;
}

static void forget(struct List *list) {
    for (int i = 0; i < list->count; i++) free(list->at[i].name);
    free(list->at);
}

static void list_directory(const char *path, int has_title) {
    struct List list = {0};
    long blocks = 0;
    DIR *directory = opendir(path);
    if (!directory) {
        warn("cannot open directory '%s'", path);
        status = 2;
        return;
    }
    for (struct dirent *entry; (entry = readdir(directory));) {
        int is_dots = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
        if (entry->d_name[0] == '.' && !flags['a'] && (!flags['A'] || is_dots)) continue;
        add(&list, path, entry->d_name);
    }
    closedir(directory);
    if (has_title) printf("%s%s:\n", printed ? "\n" : "", path);
    for (int i = 0; i < list.count; i++) blocks += list.at[i].status.st_blocks;
    if (flags['l']) printf("total %ld\n", blocks / 2);
    printed |= has_title || flags['l'];
    print(&list, path);
    for (int i = 0; i < list.count && flags['R']; i++) {
        if (!S_ISDIR(list.at[i].status.st_mode) || !strcmp(list.at[i].name, ".") || !strcmp(list.at[i].name, "..")) continue;
        char *below = join(path, list.at[i].name);
        list_directory(below, 1);
        free(below);
    }
    forget(&list);
}

int main(int argc, char **argv) {
    struct List files = {0}, directories = {0};
    for (int c; (c = getopt(argc, argv, "1aAdFhilnrRSt")) != -1;) {
        if (c == '?') return 2;
        flags[c] = 1;
    }
    if (flags['n']) flags['l'] = 1;
    struct List all = {0};
    if (optind == argc) add(&all, "", ".");
    for (int i = optind; i < argc; i++) add(&all, "", argv[i]);
    if (all.count) qsort(all.at, all.count, sizeof *all.at, compare);
    for (int i = 0; i < all.count; i++)
        add(S_ISDIR(all.at[i].status.st_mode) && !flags['d'] ? &directories : &files, "", all.at[i].name);
    print(&files, "");
    for (int i = 0; i < directories.count; i++)
        list_directory(directories.at[i].name, argc - optind > 1 || flags['R']);
    forget(&all);
    forget(&files);
    forget(&directories);
    return status;
}
