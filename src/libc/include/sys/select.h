/* <sys/select.h>: synchronous multiplexing (POSIX). */
#ifndef _SYS_SELECT_H
#define _SYS_SELECT_H
typedef long time_t;
typedef long suseconds_t;
#ifndef __TIMEVAL
#define __TIMEVAL
struct timeval { time_t tv_sec; suseconds_t tv_usec; };
#endif
#ifndef __TIMESPEC
#define __TIMESPEC
struct timespec { time_t tv_sec; long tv_nsec; };
#endif
#ifndef __SIGSET
#define __SIGSET
typedef struct { unsigned long __bits[2]; } sigset_t;
#endif
#define FD_SETSIZE 1024
typedef struct { unsigned long fds_bits[FD_SETSIZE / 32]; } fd_set;
#define FD_ZERO(s) __fd_zero(s)
#define FD_SET(d, s) ((s)->fds_bits[(d) / 32] |= 1UL << ((d) % 32))
#define FD_CLR(d, s) ((s)->fds_bits[(d) / 32] &= ~(1UL << ((d) % 32)))
#define FD_ISSET(d, s) (((s)->fds_bits[(d) / 32] >> ((d) % 32)) & 1)
void __fd_zero(fd_set *);
int select(int, fd_set *restrict, fd_set *restrict, fd_set *restrict, struct timeval *restrict);
int pselect(int, fd_set *restrict, fd_set *restrict, fd_set *restrict, const struct timespec *restrict, const sigset_t *restrict);
#endif
