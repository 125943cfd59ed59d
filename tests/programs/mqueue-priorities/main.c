/* POSIX message queue: highest priority first, first in first out within one; full, empty, too long. */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    struct mq_attr attr = { .mq_maxmsg = 4, .mq_msgsize = 32 };
    char text[32];
    unsigned priority;
    mq_unlink("/lab.queue");
    mqd_t q = mq_open("/lab.queue", O_CREAT | O_EXCL | O_RDWR | O_NONBLOCK, 0600, &attr);
    printf("open %d, without slash %d\n", q >= 0, mq_open("lab", O_RDONLY) < 0 && errno == EINVAL);
    mq_send(q, "low", 4, 1);
    mq_send(q, "high", 5, 9);
    mq_send(q, "low again", 10, 1);
    mq_send(q, "middle", 7, 5);
    printf("full: %d\n", mq_send(q, "x", 2, 0) < 0 && errno == EAGAIN);
    printf("too long: %d\n", mq_send(q, "x", 33, 0) < 0 && errno == EMSGSIZE);
    mq_getattr(q, &attr);
    printf("%ld of %ld, %ld bytes each\n", attr.mq_curmsgs, attr.mq_maxmsg, attr.mq_msgsize);
    printf("small buffer: %d\n", mq_receive(q, text, 8, NULL) < 0 && errno == EMSGSIZE);
    while (mq_receive(q, text, sizeof text, &priority) >= 0)
        printf("%u %s\n", priority, text);
    printf("empty: %d\n", errno == EAGAIN);
    attr.mq_flags = 0;
    mq_setattr(q, &attr, NULL);
    struct timespec past = { 1, 0 };
    printf("timed out: %d\n", mq_timedreceive(q, text, sizeof text, NULL, &past) < 0 && errno == ETIMEDOUT);
    fflush(stdout);
    if (fork() == 0) {
        mqd_t mine = mq_open("/lab.queue", O_WRONLY);
        mq_send(mine, "from the child", 15, 3);
        mq_close(mine);
        _exit(0);
    }
    mq_receive(q, text, sizeof text, &priority);
    printf("parent: %u %s\n", priority, text);
    wait(NULL);
    printf("close %d\n", mq_close(q));
    printf("unlink %d\n", mq_unlink("/lab.queue"));
    printf("gone %d\n", mq_unlink("/lab.queue") < 0 && errno == ENOENT);
    return 0;
}
