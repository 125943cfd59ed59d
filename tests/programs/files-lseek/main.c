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
    int back = lseek(fd, -2, SEEK_CUR), end = lseek(fd, -1, SEEK_END);
    printf("%d %d\n", back, end);
    lseek(fd, 15, SEEK_SET); write(fd, "end", 3);
    struct stat s;
    fstat(fd, &s);
    printf("%d %o %d %d\n", (int)s.st_size, s.st_mode & 0777, S_ISREG(s.st_mode), (int)s.st_nlink);
    printf("%d", (int)pread(fd, b, 18, 0)); for (int i = 0; i < 18; i++) putchar(b[i] ? b[i] : '.'); printf("\n");
    pwrite(fd, "XY", 2, 1); ftruncate(fd, 5); lseek(fd, 0, SEEK_SET);
    printf("%d ", (int)read(fd, b, sizeof b)); printf("%.5s\n", b);
    int again = open("f", O_RDWR | O_CREAT | O_EXCL, 0600);
    printf("%d %d\n", again, errno == EEXIST);
    int a = open("f", O_WRONLY | O_APPEND); write(a, "app", 3);
    int at = lseek(a, 0, SEEK_CUR), got = read(a, b, 1);
    printf("%d %d %s\n", at, got, strerror(errno));
    unlink("f");
    got = pread(fd, b, 8, 0);
    printf("%d %d\n", got, access("f", F_OK)); printf("%.8s\n", b);
    int first = close(fd), second = close(fd);
    printf("%d %d %s\n", first, second, strerror(errno));
    first = open("nothing", O_RDONLY);
    printf("%d %s\n", first, strerror(errno));
    return 0;
}
