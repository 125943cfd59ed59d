/* <unistd.h>: POSIX operating system interface. */
#ifndef _UNISTD_H
#define _UNISTD_H
#include <sys/types.h>
typedef long intptr_t;
#undef NULL
#define NULL ((void *)0)
#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif
#define F_OK 0
#define X_OK 1
#define W_OK 2
#define R_OK 4
#define F_ULOCK 0
#define F_LOCK 1
#define F_TLOCK 2
#define F_TEST 3
#define _POSIX_VERSION 200809L
#define _POSIX_THREADS 200809L
#define _POSIX_TIMERS 200809L
#define _POSIX_MONOTONIC_CLOCK 0
#define _POSIX_MAPPED_FILES 200809L
#define _POSIX_SHARED_MEMORY_OBJECTS 200809L
#define _POSIX_SEMAPHORES 200809L
#define _POSIX_MESSAGE_PASSING 200809L
#define _POSIX_JOB_CONTROL 1
#define _POSIX_VDISABLE '\0'
#define _XOPEN_VERSION 700
#define _SC_ARG_MAX 0
#define _SC_CHILD_MAX 1
#define _SC_CLK_TCK 2
#define _SC_NGROUPS_MAX 3
#define _SC_OPEN_MAX 4
#define _SC_PAGESIZE 30
#define _SC_PAGE_SIZE _SC_PAGESIZE
#define _SC_NPROCESSORS_CONF 83
#define _SC_NPROCESSORS_ONLN 84
#define _SC_PHYS_PAGES 85
#define _SC_AVPHYS_PAGES 86
#define _SC_IOV_MAX 60
#define _SC_HOST_NAME_MAX 180
#define _SC_LOGIN_NAME_MAX 71
#define _SC_GETPW_R_SIZE_MAX 70
#define _SC_GETGR_R_SIZE_MAX 69
#define _SC_LINE_MAX 43
#define _PC_LINK_MAX 0
#define _PC_MAX_CANON 1
#define _PC_NAME_MAX 3
#define _PC_PATH_MAX 4
#define _PC_PIPE_BUF 5
int access(const char *, int);
int faccessat(int, const char *, int, int);
unsigned alarm(unsigned);
unsigned ualarm(useconds_t, useconds_t);
int brk(void *);
void *sbrk(intptr_t);
int chdir(const char *);
int fchdir(int);
int chown(const char *, uid_t, gid_t);
int fchown(int, uid_t, gid_t);
int lchown(const char *, uid_t, gid_t);
int fchownat(int, const char *, uid_t, gid_t, int);
int chroot(const char *);
int close(int);
int dup(int);
int dup2(int, int);
int execl(const char *, const char *, ...);
int execle(const char *, const char *, ...);
int execlp(const char *, const char *, ...);
int execv(const char *, char *const[]);
int execve(const char *, char *const[], char *const[]);
int execvp(const char *, char *const[]);
int fexecve(int, char *const[], char *const[]);
_Noreturn void _exit(int);
pid_t fork(void);
pid_t vfork(void);
int fsync(int);
int fdatasync(int);
void sync(void);
int truncate(const char *, off_t);
int ftruncate(int, off_t);
char *getcwd(char *, size_t);
char *getwd(char *);
int getdtablesize(void);
int getpagesize(void);
pid_t getpid(void);
pid_t getppid(void);
pid_t getpgid(pid_t);
pid_t getpgrp(void);
pid_t getsid(pid_t);
int setpgid(pid_t, pid_t);
int setpgrp(void);
pid_t setsid(void);
pid_t tcgetpgrp(int);
int tcsetpgrp(int, pid_t);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int setuid(uid_t);
int seteuid(uid_t);
int setgid(gid_t);
int setegid(gid_t);
int setreuid(uid_t, uid_t);
int setregid(gid_t, gid_t);
int getgroups(int, gid_t[]);
int gethostname(char *, size_t);
int sethostname(const char *, size_t);
int getdomainname(char *, size_t);
long gethostid(void);
char *getlogin(void);
int getlogin_r(char *, size_t);
int isatty(int);
char *ttyname(int);
int ttyname_r(int, char *, size_t);
int link(const char *, const char *);
int linkat(int, const char *, int, const char *, int);
int symlink(const char *, const char *);
int symlinkat(const char *, int, const char *);
ssize_t readlink(const char *restrict, char *restrict, size_t);
ssize_t readlinkat(int, const char *restrict, char *restrict, size_t);
off_t lseek(int, off_t, int);
int lockf(int, int, off_t);
int nice(int);
long pathconf(const char *, int);
long fpathconf(int, int);
int pause(void);
int pipe(int[2]);
ssize_t read(int, void *, size_t);
ssize_t write(int, const void *, size_t);
ssize_t pread(int, void *, size_t, off_t);
ssize_t pwrite(int, const void *, size_t, off_t);
int rmdir(const char *);
unsigned sleep(unsigned);
int usleep(useconds_t);
long sysconf(int);
size_t confstr(int, char *, size_t);
int unlink(const char *);
int unlinkat(int, const char *, int);
long syscall(long, ...);
int getentropy(void *, size_t);
int daemon(int, int);
char *getpass(const char *);
int acct(const char *);
int getopt(int, char *const[], const char *);
extern char *optarg;
extern int optind, opterr, optopt;
extern char **environ;
#ifdef _GNU_SOURCE
int pipe2(int[2], int);
int dup3(int, int, int);
int execvpe(const char *, char *const[], char *const[]);
pid_t gettid(void);
int getresuid(uid_t *, uid_t *, uid_t *);
int getresgid(gid_t *, gid_t *, gid_t *);
int setresuid(uid_t, uid_t, uid_t);
int setresgid(gid_t, gid_t, gid_t);
char *get_current_dir_name(void);
int syncfs(int);
ssize_t copy_file_range(int, off64_t *, int, off64_t *, size_t, unsigned);
#endif
#endif
