/* A queue tells by signal that it is no longer empty. */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t told;

static void on_message(int signal)
{
    told = signal;
}

int main(void)
{
    struct mq_attr attr = { .mq_maxmsg = 4, .mq_msgsize = 16 };
    char text[16];
    mq_unlink("/lab.notify");
    mqd_t q = mq_open("/lab.notify", O_CREAT | O_RDWR, 0600, &attr);
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
    signal(SIGUSR1, on_message);
    printf("register %d\n", mq_notify(q, &event));
    printf("twice busy %d\n", mq_notify(q, &event) < 0 && errno == EBUSY);
    mq_send(q, "first", 6, 0);
    printf("told %d\n", told == SIGUSR1);
    told = 0;
    mq_send(q, "second", 7, 0);
    printf("only once: %d\n", told == 0);
    mq_receive(q, text, sizeof text, NULL);
    printf("%s\n", text);
    mq_receive(q, text, sizeof text, NULL);
    printf("%s\n", text);
    mq_close(q);
    mq_unlink("/lab.notify");
    return 0;
}
