#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    long r;
    char b[50];
    int fd = open("f", O_RDWR | O_CREAT | O_TRUNC, 0640);
    printf("%d\n", fd >= 0);
    printf("%zd\n", write(fd, "0123456789", 10));
    printf("%ld\n", (long)lseek(fd, 3, SEEK_SET));
    printf("%zd\n", read(fd, b, 4));
    printf("%.4s\n", b);
    int copy = dup(fd);
    printf("%ld\n", (long)lseek(copy, 0, SEEK_CUR));
    printf("%zd %.3s\n", pread(fd, b, 3, 8), "xx");
    printf("%zd\n", pwrite(fd, "AB", 2, 0));
    struct stat st;
    umask(022);
    fstat(fd, &st);
    printf("%ld %o %d\n", (long)st.st_size, st.st_mode & 0777, S_ISREG(st.st_mode));
    printf("%d\n", ftruncate(fd, 5));
    lseek(fd, 100, SEEK_SET);
    write(fd, "z", 1);
    fstat(copy, &st);
    printf("%ld\n", (long)st.st_size);
    close(copy);
    close(fd);
    r = write(fd, "x", 1);
    printf("%ld %s\n", (long)r, strerror(errno));
    r = open("f", O_CREAT | O_EXCL, 0600);
    printf("%ld %s\n", (long)r, strerror(errno));
    r = open("none", O_RDONLY);
    printf("%ld %s\n", (long)r, strerror(errno));
    fd = open("f", O_WRONLY | O_APPEND);
    lseek(fd, 0, SEEK_SET);
    write(fd, "end", 3);
    printf("%ld\n", (long)lseek(fd, 0, SEEK_CUR));
    printf("%d %d\n", fcntl(fd, F_GETFL) & O_ACCMODE, (fcntl(fd, F_GETFL) & O_APPEND) != 0);
    printf("%d", fcntl(fd, F_GETFD));
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    printf("%d\n", fcntl(fd, F_GETFD));
    r = read(fd, b, 1);
    printf("%ld %s\n", (long)r, strerror(errno));
    unlink("f");
    fstat(fd, &st);
    printf("%ld %ld\n", (long)st.st_nlink, (long)st.st_size);
    return 0;
}
