/* A file seen through a shared and a private mapping, and through read. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    char text[32] = "";
    int fd = open("mapped.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    write(fd, "hello, mapped world\n", 20);
    char *shared = mmap(NULL, 20, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    char *private = mmap(NULL, 20, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    printf("shared: %.19s\n", shared);
    memcpy(shared, "HELLO", 5);
    memcpy(private + 7, "secret", 6);
    printf("msync %d\n", msync(shared, 20, MS_SYNC));
    pread(fd, text, 20, 0);
    printf("file: %.19s\n", text);
    printf("private: %.6s\n", private + 7);
    printf("rest of the page is zero: %d\n", shared[20] == 0 && shared[4095] == 0);
    printf("bad offset: %d\n", mmap(NULL, 20, PROT_READ, MAP_SHARED, fd, 17) == MAP_FAILED && errno == EINVAL);
    printf("no length: %d\n", mmap(NULL, 0, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED && errno == EINVAL);
    close(fd);
    printf("after close: %.5s\n", shared);
    printf("unmap %d\n", munmap(shared, 20));
    printf("unmap %d\n", munmap(private, 20));
    fd = open("mapped.txt", O_RDONLY);
    printf("write map of a read-only file: %d\n", mmap(NULL, 20, PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED && errno == EACCES);
    unlink("mapped.txt");
    return 0;
}
