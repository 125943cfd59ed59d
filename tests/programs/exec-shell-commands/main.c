#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    long r;
    (void)argc;
    setenv("MODE", "slow", 1);
    for (int i = 0; i < 5; i++) {
        fflush(stdout);
        if (fork() == 0) {
            char *args[] = { "echo", "from", "execv", NULL }, *env[] = { "MODE=fast", NULL }, *sh[] = { "sh", "-c", "echo mode $MODE; exit 3", NULL };
            if (i == 0)
                execl("/bin/echo", "echo", "from", "execl", (char *)NULL);
            else if (i == 1)
                execv("/bin/echo", args);
            else if (i == 2)
                execve("/bin/sh", sh, env);
            else if (i == 3)
                execle("/bin/sh", "sh", "-c", "echo $MODE $0 $1; exit 5", "zero", "one", (char *)NULL, env);
            else
                execvp("sh", sh);
            _exit(111);
        }
        int status;
        wait(&status);
        printf("%d\n", WEXITSTATUS(status));
    }
    r = execl("/no/such/program", "x", (char *)NULL);
    printf("%ld %s\n", (long)r, strerror(errno));
    r = execvp("no-such-program-here", argv);
    printf("%ld %s\n", (long)r, strerror(errno));
    r = execv("/", argv);
    printf("%ld %s\n", (long)r, strerror(errno));
    return 0;
}
