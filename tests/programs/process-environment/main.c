#include <stdio.h>
#include <stdlib.h>
#include <string.h>
extern char **environ;
int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) printf("%d [%s]\n", i, argv[i]);
    printf("%d\n", argv[argc] == NULL);
    setenv("LAB_A", "1", 1); setenv("LAB_A", "2", 0);
    printf("%s\n", getenv("LAB_A"));
    setenv("LAB_A", "3", 1);
    static char entry[] = "LAB_B=put";
    putenv(entry);
    printf("%s %s %d\n", getenv("LAB_A"), getenv("LAB_B"), getenv("LAB_NONE") == NULL);
    entry[6] = 'P';
    printf("%s\n", getenv("LAB_B"));
    unsetenv("LAB_A");
    int count = 0;
    for (char **e = environ; *e; e++) count += !strncmp(*e, "LAB_", 4);
    printf("%d %d\n", count, getenv("LAB_A") == NULL);
    return setenv("a=b", "x", 1) == -1 ? 0 : 1;
}
