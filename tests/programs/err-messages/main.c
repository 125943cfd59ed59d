#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

extern char *program_invocation_short_name;

int main(void)
{
    dup2(1, 2);
    program_invocation_short_name = "prog";
    errno = ENOENT;
    warn("cannot open %s", "file");
    warnx("plain %d", 5);
    errno = EACCES;
    perror("prefix");
    perror(NULL);
    fprintf(stderr, "%s %d\n", "unbuffered", 1);
    errno = EINVAL;
    err(3, "last");
}
