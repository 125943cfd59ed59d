#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int main(void)
{
    setenv("COLOR", "red", 1);
    setenv("COLOR", "blue", 0);
    printf("%s\n", getenv("COLOR"));
    setenv("COLOR", "green", 1);
    putenv("SIZE=10");
    printf("%s %s\n", getenv("COLOR"), getenv("SIZE"));
    if (fork() == 0) {
        setenv("COLOR", "child", 1);
        printf("%s\n", getenv("COLOR"));
        exit(0);
    }
    wait(NULL);
    printf("%s\n", getenv("COLOR"));
    unsetenv("COLOR");
    printf("%d %d\n", getenv("COLOR") == NULL, getenv("NO_SUCH") == NULL);
    int n = 0;
    for (char **e = environ; *e; e++)
        n += strncmp(*e, "SIZE=", 5) == 0;
    printf("%d %d\n", n, setenv("A=B", "x", 1));
    return 0;
}
