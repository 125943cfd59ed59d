/* which: prints where in $PATH a program lies. which NAME... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int find(const char *name) {
    char path[1024];
    struct stat found;
    if (strchr(name, '/')) return access(name, X_OK) ? 1 : puts(name) < 0;
    for (const char *at = getenv("PATH"); at; at = strchr(at, ':') ? strchr(at, ':') + 1 : NULL) {
        int length = strcspn(at, ":");
        snprintf(path, sizeof path, "%.*s/%s", length ? length : 1, length ? at : ".", name);
        if (!stat(path, &found) && S_ISREG(found.st_mode) && !access(path, X_OK)) return puts(path) < 0;
    }
    return 1;
}

int main(int argc, char **argv) {
    int status = 0;
    for (int i = 1; i < argc; i++) status |= find(argv[i]);
    return status;
}
