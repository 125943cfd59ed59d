/* A received signal, in words. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

void psiginfo(const siginfo_t *info, const char *prefix)
{
    if (prefix && *prefix)
        fprintf(stderr, "%s: ", prefix);
    fprintf(stderr, "%s (signal %d, code %d from process %d)\n", strsignal(info->si_signo), info->si_signo, info->si_code, info->si_pid);
}
