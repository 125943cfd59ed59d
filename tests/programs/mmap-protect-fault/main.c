/* Writing to a page made read-only is a fault: SIGSEGV ends the child. */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int status;
    page[0] = 'x';
    printf("protect %d, still readable: %c\n", mprotect(page, 4096, PROT_READ), page[0]);
    fflush(stdout);
    if (fork() == 0) {
        page[0] = 'y';
        _exit(0);
    }
    wait(&status);
    printf("child killed by SIGSEGV: %d\n", WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
    printf("writable again %d\n", mprotect(page, 4096, PROT_READ | PROT_WRITE));
    page[0] = 'z';
    printf("%c\n", page[0]);
    return 0;
}
