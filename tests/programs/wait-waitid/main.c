#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    siginfo_t info;
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0)
        exit(9);
    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
    printf("%d %d %d\n", info.si_pid == pid, info.si_status, info.si_code == CLD_EXITED);
    waitid(P_ALL, 0, &info, WEXITED);
    printf("%d %d\n", info.si_pid == pid, info.si_signo == SIGCHLD);
    printf("%d\n", waitid(P_ALL, 0, &info, WEXITED));
    perror("waitid");
    return 0;
}
