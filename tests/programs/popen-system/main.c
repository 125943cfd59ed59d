#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

int main(void)
{
    char line[100];
    FILE *f = popen("echo one; echo two; exit 3", "r");
    while (fgets(line, sizeof line, f))
        printf("got %s", line);
    int status = pclose(f);
    printf("%d\n", WEXITSTATUS(status));
    fflush(stdout);
    status = system("echo from the shell; exit 6");
    printf("%d %d\n", WEXITSTATUS(status), system(NULL) != 0);
    fflush(stdout);
    f = popen("cat", "w");
    fprintf(f, "through cat\n");
    pclose(f);
    return 0;
}
