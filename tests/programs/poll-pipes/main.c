/* poll on several pipes: what is readable, writable, hung up, closed; time-outs. */
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

static void show(const char *when, struct pollfd *p, int n, int timeout)
{
    int ready = poll(p, n, timeout);
    printf("%s: %d ready:", when, ready);
    for (int i = 0; i < n; i++)
        printf(" [%s%s%s%s%s]", p[i].revents & POLLIN ? "in" : "", p[i].revents & POLLOUT ? "out" : "", p[i].revents & POLLHUP ? "hup" : "", p[i].revents & POLLERR ? "err" : "", p[i].revents & POLLNVAL ? "nval" : "");
    printf("\n");
}

int main(void)
{
    int a[2], b[2];
    char byte;
    pipe(a);
    pipe(b);
    struct pollfd p[3] = { { a[0], POLLIN }, { b[0], POLLIN }, { b[1], POLLOUT } };
    show("nothing written", p, 2, 0);
    show("one end writable", p, 3, -1);
    write(b[1], "x", 1);
    show("second has data", p, 2, -1);
    read(b[0], &byte, 1);
    show("taken", p, 2, 10);
    close(a[1]);
    show("writer gone", p, 2, -1);
    write(b[1], "y", 1);
    close(b[1]);
    show("data, then gone", p, 2, -1);
    p[2].fd = 99;
    show("bad descriptor", p, 3, -1);
    p[0].fd = p[1].fd = p[2].fd = -1;
    show("ignored ones", p, 3, 5);
    return 0;
}
