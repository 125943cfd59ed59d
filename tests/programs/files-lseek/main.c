#include <stdio.h>
#include <string.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <sys/stat.h>
int main(void) {
    char b[32] = {0};
    int fd = open("f", O_RDWR | O_CREAT | O_EXCL, 0600);
    printf("%d\n", (int)write(fd, "0123456789", 10));
    printf("%d\n", (int)lseek(fd, 4, SEEK_SET)); read(fd, b, 3); printf("%s\n", b);
    printf("%d %d\n", (int)lseek(fd, -2, SEEK_CUR), (int)lseek(fd, -1, SEEK_END));
    lseek(fd, 15, SEEK_SET); write(fd, "end", 3);
    struct stat s;
    fstat(fd, &s);
    printf("%d %o %d %d\n", (int)s.st_size, s.st_mode & 0777, S_ISREG(s.st_mode), (int)s.st_nlink);
    printf("%d", (int)pread(fd, b, 18, 0)); for (int i = 0; i < 18; i++) putchar(b[i] ? b[i] : '.'); printf("\n");
    pwrite(fd, "XY", 2, 1); ftruncate(fd, 5); lseek(fd, 0, SEEK_SET);
    printf("%d ", (int)read(fd, b, sizeof b)); printf("%.5s\n", b);
    printf("%d %d\n", open("f", O_RDWR | O_CREAT | O_EXCL, 0600), errno == EEXIST);
    int a = open("f", O_WRONLY | O_APPEND); write(a, "app", 3);
    printf("%d %d\n", (int)lseek(a, 0, SEEK_CUR), (int)read(a, b, 1)); perror(NULL);
    unlink("f");
    printf("%d %d\n", (int)pread(fd, b, 8, 0), access("f", F_OK)); printf("%.8s\n", b);
    printf("%d %d\n", close(fd), close(fd)); printf("%s\n", strerror(errno));
    printf("%d %s\n", open("nothing", O_RDONLY), strerror(errno));
    return 0;
}
