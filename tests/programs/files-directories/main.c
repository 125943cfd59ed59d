#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <sys/stat.h>
static int order(const void *a, const void *b) { return strcmp(a, b); }
static void list(const char *path) {
    char names[10][32];
    int n = 0;
    DIR *d = opendir(path);
    for (struct dirent *e; (e = readdir(d));) if (strcmp(e->d_name, ".") && strcmp(e->d_name, "..")) strcpy(names[n++], e->d_name);
    closedir(d);
    qsort(names, n, sizeof *names, order);
    printf("%s:", path);
    for (int i = 0; i < n; i++) { char p[80]; struct stat s; sprintf(p, "%s/%s", path, names[i]); lstat(p, &s); printf(" %s%s", names[i], S_ISDIR(s.st_mode) ? "/" : S_ISLNK(s.st_mode) ? "@" : ""); }
    printf("\n");
}
int main(void) {
    char here[256], there[256], target[32] = {0};
    mkdir("dir", 0755);
    mkdir("dir/sub", 0700);
    for (int i = 3; i > 0; i--) { sprintf(there, "dir/f%d", i); close(open(there, O_CREAT | O_WRONLY, 0644)); }
    list("dir");
    int failed = rmdir("dir");
    printf("%d %s\n", failed, strerror(errno));
    getcwd(here, sizeof here); chdir("dir/sub"); getcwd(there, sizeof there);
    printf("%d %s\n", !strncmp(here, there, strlen(here)), there + strlen(here));
    link("../f1", "hard"); symlink("../f2", "soft"); rename("../f3", "f3");
    int length = readlink("soft", target, sizeof target - 1);
    printf("%d %s\n", length, target);
    struct stat s, t;
    stat("hard", &s); stat("../f1", &t);
    printf("%d %d\n", (int)s.st_nlink, s.st_ino == t.st_ino);
    chmod("f3", 0400); stat("f3", &s); printf("%o\n", s.st_mode & 0777);
    list(".");
    chdir("../.."); list("dir");
    unlink("dir/sub/hard"); unlink("dir/sub/soft"); unlink("dir/sub/f3"); unlink("dir/f1"); unlink("dir/f2");
    failed = rmdir("dir/sub");
    failed += 10 * rmdir("dir");
    printf("%d %d\n", failed, opendir("dir") == NULL);
    failed = unlink("none");
    printf("%d %s\n", failed, strerror(errno));
    return 0;
}
