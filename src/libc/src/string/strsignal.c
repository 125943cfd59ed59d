/* What each signal means, in the words of glibc. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "internal/libc.h"

static const char *const names[] = {
    [1] = "HUP",
    [2] = "INT",
    [3] = "QUIT",
    [4] = "ILL",
    [5] = "TRAP",
    [6] = "ABRT",
    [7] = "BUS",
    [8] = "FPE",
    [9] = "KILL",
    [10] = "USR1",
    [11] = "SEGV",
    [12] = "USR2",
    [13] = "PIPE",
    [14] = "ALRM",
    [15] = "TERM",
    [16] = "STKFLT",
    [17] = "CHLD",
    [18] = "CONT",
    [19] = "STOP",
    [20] = "TSTP",
    [21] = "TTIN",
    [22] = "TTOU",
    [23] = "URG",
    [24] = "XCPU",
    [25] = "XFSZ",
    [26] = "VTALRM",
    [27] = "PROF",
    [28] = "WINCH",
    [29] = "POLL",
    [30] = "PWR",
    [31] = "SYS",
};
static const char *const texts[] = {
    [1] = "Hangup",
    [2] = "Interrupt",
    [3] = "Quit",
    [4] = "Illegal instruction",
    [5] = "Trace/breakpoint trap",
    [6] = "Aborted",
    [7] = "Bus error",
    [8] = "Floating point exception",
    [9] = "Killed",
    [10] = "User defined signal 1",
    [11] = "Segmentation fault",
    [12] = "User defined signal 2",
    [13] = "Broken pipe",
    [14] = "Alarm clock",
    [15] = "Terminated",
    [16] = "Stack fault",
    [17] = "Child exited",
    [18] = "Continued",
    [19] = "Stopped (signal)",
    [20] = "Stopped",
    [21] = "Stopped (tty input)",
    [22] = "Stopped (tty output)",
    [23] = "Urgent I/O condition",
    [24] = "CPU time limit exceeded",
    [25] = "File size limit exceeded",
    [26] = "Virtual timer expired",
    [27] = "Profiling timer expired",
    [28] = "Window changed",
    [29] = "I/O possible",
    [30] = "Power failure",
    [31] = "Bad system call",
};

const char *__signal_text(int n)
{
    return n > 0 && n < 32 ? texts[n] : NULL;
}

char *strsignal(int n)
{
    static char unknown[32];
    if (__signal_text(n))
        return (char *)__signal_text(n);
    if (n >= SIGRTMIN && n <= SIGRTMAX)
        snprintf(unknown, sizeof unknown, "Real-time signal %d", n - SIGRTMIN);
    else
        snprintf(unknown, sizeof unknown, "Unknown signal %d", n);
    return unknown;
}

const char *sigabbrev_np(int n)
{
    return n > 0 && n < 32 ? names[n] : NULL;
}

const char *sigdescr_np(int n)
{
    return __signal_text(n);
}

void psignal(int n, const char *prefix)
{
    fprintf(stderr, "%s%s%s\n", prefix && *prefix ? prefix : "", prefix && *prefix ? ": " : "", strsignal(n));
}
