/* System V messages: taken by type, in order, with limits. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct message { long mtype; char text[32]; };

static void put(int q, long type, const char *text)
{
    struct message m = { type, "" };
    strcpy(m.text, text);
    if (msgsnd(q, &m, strlen(text) + 1, 0) < 0)
        perror("msgsnd");
}

static void get(int q, long type)
{
    struct message m;
    ssize_t n = msgrcv(q, &m, sizeof m.text, type, IPC_NOWAIT);
    if (n < 0)
        printf("type %ld: none (%d)\n", type, errno == ENOMSG);
    else
        printf("type %ld: got %ld \"%s\" (%zd bytes)\n", type, m.mtype, m.text, n);
}

int main(void)
{
    int q = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    struct msqid_ds ds;
    put(q, 3, "three");
    put(q, 1, "one");
    put(q, 2, "two");
    put(q, 1, "uno");
    msgctl(q, IPC_STAT, &ds);
    printf("messages %ld, mode %o\n", (long)ds.msg_qnum, ds.msg_perm.mode & 0777);
    get(q, 1);
    get(q, -2);
    get(q, 0);
    get(q, 5);
    struct message small;
    printf("too big: %d\n", msgrcv(q, &small, 1, 0, 0) < 0 && errno == E2BIG);
    printf("cut: %zd\n", msgrcv(q, &small, 2, 0, MSG_NOERROR));
    fflush(stdout);
    if (fork() == 0) {
        sleep(0);
        put(q, 7, "from the child");
        _exit(0);
    }
    struct message m;
    msgrcv(q, &m, sizeof m.text, 7, 0);
    printf("parent: %s\n", m.text);
    wait(NULL);
    printf("remove %d\n", msgctl(q, IPC_RMID, NULL));
    printf("then %d\n", msgsnd(q, &m, 1, 0) < 0 && (errno == EINVAL || errno == EIDRM));
    return 0;
}
