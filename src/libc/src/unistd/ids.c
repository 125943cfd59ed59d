/* Who the process is. */
#define _GNU_SOURCE
#include <unistd.h>
#include "internal/syscall.h"

pid_t getpid(void) { return __syscall0(SYS_getpid); }
pid_t getppid(void) { return __syscall0(SYS_getppid); }
pid_t gettid(void) { return __syscall0(SYS_gettid); }
uid_t getuid(void) { return (uid_t)__syscall0(SYS_getuid); }
uid_t geteuid(void) { return (uid_t)__syscall0(SYS_geteuid); }
gid_t getgid(void) { return (gid_t)__syscall0(SYS_getgid); }
gid_t getegid(void) { return (gid_t)__syscall0(SYS_getegid); }
pid_t getpgid(pid_t pid) { return __result(__syscall1(SYS_getpgid, pid)); }
pid_t getpgrp(void) { return __syscall1(SYS_getpgid, 0); }
pid_t getsid(pid_t pid) { return __result(__syscall1(SYS_getsid, pid)); }
int setpgid(pid_t pid, pid_t group) { return __result(__syscall2(SYS_setpgid, pid, group)); }
int setpgrp(void) { return __result(__syscall2(SYS_setpgid, 0, 0)); }
pid_t setsid(void) { return __result(__syscall0(SYS_setsid)); }
int setuid(uid_t u) { return __result(__syscall1(SYS_setuid, u)); }
int setgid(gid_t g) { return __result(__syscall1(SYS_setgid, g)); }
int seteuid(uid_t u) { return __result(__syscall3(SYS_setresuid, -1, u, -1)); }
int setegid(gid_t g) { return __result(__syscall3(SYS_setresgid, -1, g, -1)); }
int setreuid(uid_t r, uid_t e) { return __result(__syscall2(SYS_setreuid, r, e)); }
int setregid(gid_t r, gid_t e) { return __result(__syscall2(SYS_setregid, r, e)); }
int setresuid(uid_t r, uid_t e, uid_t s) { return __result(__syscall3(SYS_setresuid, r, e, s)); }
int setresgid(gid_t r, gid_t e, gid_t s) { return __result(__syscall3(SYS_setresgid, r, e, s)); }
int getresuid(uid_t *r, uid_t *e, uid_t *s) { return __result(__syscall3(SYS_getresuid, r, e, s)); }
int getresgid(gid_t *r, gid_t *e, gid_t *s) { return __result(__syscall3(SYS_getresgid, r, e, s)); }
int getgroups(int n, gid_t list[]) { return __result(__syscall2(SYS_getgroups, n, list)); }
int setgroups(size_t n, const gid_t *list) { return __result(__syscall2(SYS_setgroups, n, list)); }
