#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd = open("locked", O_RDWR | O_CREAT, 0600);
    struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 10 };
    printf("%d\n", fcntl(fd, F_SETLK, &l));
    fflush(stdout);
    if (fork() == 0) {
        int other = open("locked", O_RDWR);
        struct flock t = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 5, .l_len = 1 };
        int r = fcntl(other, F_SETLK, &t);
        printf("%d %d\n", r, errno == EAGAIN || errno == EACCES);
        fcntl(other, F_GETLK, &t);
        printf("%d %d\n", t.l_type == F_WRLCK, t.l_pid == getppid());
        t.l_type = F_WRLCK;
        t.l_start = 20;
        printf("%d\n", fcntl(other, F_SETLK, &t));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    int a = open("locked", O_RDWR), b = open("locked", O_RDWR);
    printf("%d ", flock(a, LOCK_EX));
    int r = flock(b, LOCK_EX | LOCK_NB);
    printf("%ld %s\n", (long)r, strerror(errno));
    flock(a, LOCK_UN);
    printf("%d\n", flock(b, LOCK_SH | LOCK_NB));
    unlink("locked");
    return 0;
}
