#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int main(void)
{
    long r;
    char here[4096], *names[20];
    int n = 0;
    printf("%d\n", mkdir("d", 0755));
    r = mkdir("d", 0755);
    printf("%ld %s\n", (long)r, strerror(errno));
    chdir("d");
    getcwd(here, sizeof here);
    printf("%s\n", strrchr(here, '/'));
    close(creat("b", 0600));
    close(creat("a", 0600));
    mkdir("sub", 0700);
    symlink("a", "link");
    link("b", "hard");
    DIR *d = opendir(".");
    struct dirent *e;
    while ((e = readdir(d)) != NULL)
        names[n++] = strdup(e->d_name);
    closedir(d);
    qsort(names, (size_t)n, sizeof names[0], compare);
    for (int i = 0; i < n; i++) {
        struct stat st;
        lstat(names[i], &st);
        printf("%s %s\n", names[i], S_ISDIR(st.st_mode) ? "dir" : S_ISLNK(st.st_mode) ? "link" : "file");
    }
    struct stat st;
    stat("b", &st);
    printf("%ld\n", (long)st.st_nlink);
    char target[10] = "";
    printf("%zd %s\n", readlink("link", target, sizeof target), "");
    printf("%s\n", target);
    printf("%d\n", rename("a", "c"));
    r = access("link", F_OK);
    printf("%ld %s\n", (long)r, strerror(errno));
    r = rmdir(".");
    printf("%ld %s\n", (long)r, strerror(errno));
    chdir("..");
    r = rmdir("d");
    printf("%ld %s\n", (long)r, strerror(errno));
    printf("%d\n", access("d/c", R_OK | W_OK));
    printf("%d\n", opendir("nowhere") == NULL);
    return 0;
}
