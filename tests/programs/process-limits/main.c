#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

int main(void)
{
    struct rlimit r;
    getrlimit(RLIMIT_NOFILE, &r);
    printf("%d\n", r.rlim_cur <= r.rlim_max);
    r.rlim_cur = 10;
    printf("%d\n", setrlimit(RLIMIT_NOFILE, &r));
    int n = 0, fd;
    while ((fd = dup(1)) >= 0)
        n = fd;
    printf("%ld %s\n", (long)n, strerror(errno));
    getrlimit(RLIMIT_NOFILE, &r);
    printf("%d\n", (int)r.rlim_cur);
    errno = 0;
    int p = getpriority(PRIO_PROCESS, 0);
    printf("%d ", nice(3) - p);
    printf("%d\n", getpriority(PRIO_PROCESS, 0) - p);
    struct rusage u;
    printf("%d\n", getrusage(RUSAGE_SELF, &u));
    return 0;
}
