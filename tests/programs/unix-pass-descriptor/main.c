/* A descriptor travels to another process in a control message. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void send_fd(int over, int fd)
{
    char byte = '!', control[CMSG_SPACE(sizeof(int))];
    struct iovec io = { &byte, 1 };
    struct msghdr m = { .msg_iov = &io, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    memset(control, 0, sizeof control);
    struct cmsghdr *c = CMSG_FIRSTHDR(&m);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    sendmsg(over, &m, 0);
}

static int receive_fd(int over)
{
    char byte, control[CMSG_SPACE(sizeof(int))];
    struct iovec io = { &byte, 1 };
    struct msghdr m = { .msg_iov = &io, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    int fd = -1;
    recvmsg(over, &m, 0);
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c))
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
            memcpy(&fd, CMSG_DATA(c), sizeof fd);
    return fd;
}

int main(void)
{
    int pair[2], ends[2];
    char text[32];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    if (fork() == 0) {
        int fd = receive_fd(pair[1]);
        write(fd, "written by the child", 20);
        _exit(fd >= 0 ? 0 : 1);
    }
    pipe(ends);
    send_fd(pair[0], ends[1]);
    close(ends[1]);
    ssize_t n = read(ends[0], text, sizeof text);
    printf("%.*s\n", (int)n, text);
    int status;
    wait(&status);
    printf("child %d, then end %zd\n", WEXITSTATUS(status), read(ends[0], text, sizeof text));
    return 0;
}
