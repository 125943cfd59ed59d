/* <sys/msg.h>: System V message queues. */
#ifndef _SYS_MSG_H
#define _SYS_MSG_H
#include <sys/ipc.h>
#define MSG_NOERROR 010000
#define MSG_EXCEPT 020000
#define MSG_COPY 040000
#define MSG_STAT 11
#define MSG_INFO 12
typedef unsigned long msgqnum_t;
typedef unsigned long msglen_t;
/* The kernel's msqid64_ds: each time in two words. */
struct msqid_ds {
    struct ipc_perm msg_perm;
    time_t msg_stime;
    unsigned long __stime_high;
    time_t msg_rtime;
    unsigned long __rtime_high;
    time_t msg_ctime;
    unsigned long __ctime_high;
    msglen_t __msg_cbytes;
    msgqnum_t msg_qnum;
    msglen_t msg_qbytes;
    pid_t msg_lspid, msg_lrpid;
    unsigned long __unused[2];
};
#define msg_cbytes __msg_cbytes
struct msgbuf { long mtype; char mtext[1]; };
int msgget(key_t, int);
int msgctl(int, int, struct msqid_ds *);
int msgsnd(int, const void *, size_t, int);
ssize_t msgrcv(int, void *, size_t, long, int);
#endif
