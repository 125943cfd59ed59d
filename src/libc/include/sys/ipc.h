/* <sys/ipc.h>: keys and permissions of System V IPC. */
#ifndef _SYS_IPC_H
#define _SYS_IPC_H
#include <sys/types.h>
#define IPC_CREAT 01000
#define IPC_EXCL 02000
#define IPC_NOWAIT 04000
#define IPC_RMID 0
#define IPC_SET 1
#define IPC_STAT 2
#define IPC_INFO 3
#define IPC_PRIVATE ((key_t)0)
/* The kernel's ipc64_perm; the upper halves of its 32-bit sequence word are padding. */
struct ipc_perm {
    key_t __key;
    uid_t uid, gid, cuid, cgid;
    mode_t mode;
    unsigned short __seq, __pad;
    unsigned long __unused[2];
};
key_t ftok(const char *, int);
#endif
