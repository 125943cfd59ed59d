/* epoll over an eventfd, a pipe and a timer; level and edge triggering. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

static int wait_for(int ep, int timeout)
{
    struct epoll_event e;
    int n = epoll_wait(ep, &e, 1, timeout);
    return n == 1 ? (int)e.data.u32 : -n;
}

int main(void)
{
    int ep = epoll_create1(0), event = eventfd(0, EFD_NONBLOCK), ends[2];
    uint64_t value;
    struct epoll_event e = { .events = EPOLLIN, .data.u32 = 1 };
    pipe(ends);
    printf("add %d\n", epoll_ctl(ep, EPOLL_CTL_ADD, event, &e));
    printf("twice: %d\n", epoll_ctl(ep, EPOLL_CTL_ADD, event, &e) < 0 && errno == EEXIST);
    e.events = EPOLLIN | EPOLLET;
    e.data.u32 = 2;
    epoll_ctl(ep, EPOLL_CTL_ADD, ends[0], &e);
    printf("nothing: %d\n", wait_for(ep, 0));
    eventfd_write(event, 3);
    eventfd_write(event, 4);
    printf("level: %d\n", wait_for(ep, -1));
    printf("level: %d\n", wait_for(ep, -1));
    read(event, &value, sizeof value);
    printf("sum %d, then empty %d\n", (int)value, read(event, &value, sizeof value) < 0 && errno == EAGAIN);
    write(ends[1], "abc", 3);
    int first = wait_for(ep, -1), second = wait_for(ep, 0);
    printf("edge: %d %d\n", first, second);
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    struct itimerspec in = { { 0, 0 }, { 0, 5000000 } };
    timerfd_settime(timer, 0, &in, NULL);
    e.events = EPOLLIN;
    e.data.u32 = 3;
    epoll_ctl(ep, EPOLL_CTL_ADD, timer, &e);
    printf("timer: %d\n", wait_for(ep, -1));
    read(timer, &value, sizeof value);
    printf("expired %d\n", (int)value);
    printf("remove %d\n", epoll_ctl(ep, EPOLL_CTL_DEL, timer, NULL));
    printf("again %d\n", epoll_ctl(ep, EPOLL_CTL_DEL, timer, NULL) < 0 && errno == ENOENT);
    int semaphore = eventfd(2, EFD_SEMAPHORE);
    read(semaphore, &value, sizeof value);
    printf("semaphore gives %d\n", (int)value);
    return 0;
}
