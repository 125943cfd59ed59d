/* mq_notify. A notification by function (SIGEV_THREAD) is a thread of ours that polls the queue: the kernel is told
   SIGEV_NONE, which holds the registration until a message comes to the empty queue. */
#include <errno.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include "internal/syscall.h"

struct watch { mqd_t q; struct sigevent event; };

static void *watch(void *argument)
{
    struct watch w = *(struct watch *)argument;
    struct mq_attr attr;
    struct pollfd p = { w.q, POLLIN, 0 };
    struct timespec moment = { 0, 1000000 };
    free(argument);
    /* Messages already there do not count: wait until they are gone. */
    while (mq_getattr(w.q, &attr) == 0 && attr.mq_curmsgs > 0)
        nanosleep(&moment, NULL);
    int r;
    do
        r = poll(&p, 1, -1);
    while (r < 0 && errno == EINTR);
    if (r > 0 && (p.revents & POLLIN))
        w.event.sigev_notify_function(w.event.sigev_value);
    return NULL;
}

int mq_notify(mqd_t q, const struct sigevent *event)
{
    if (event == NULL || event->sigev_notify != SIGEV_THREAD)
        return (int)__result(__syscall2(SYS_mq_notify, q, event));
    struct sigevent none = { .sigev_notify = SIGEV_NONE };
    if (__result(__syscall2(SYS_mq_notify, q, &none)) < 0)
        return -1;
    pthread_t id;
    pthread_attr_t attr;
    struct watch *w = malloc(sizeof *w);
    int r = ENOMEM;
    if (w) {
        w->q = q;
        w->event = *event;
        pthread_attr_init(&attr);
        pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
        r = pthread_create(&id, &attr, watch, w);
    }
    if (r) {
        free(w);
        __syscall2(SYS_mq_notify, q, 0);
        errno = r;
        return -1;
    }
    return 0;
}
