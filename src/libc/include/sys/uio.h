/* <sys/uio.h>: scattered reads and writes (POSIX). */
#ifndef _SYS_UIO_H
#define _SYS_UIO_H
#include <sys/types.h>
#ifndef __IOVEC
#define __IOVEC
struct iovec { void *iov_base; size_t iov_len; };
#endif
ssize_t readv(int, const struct iovec *, int);
ssize_t writev(int, const struct iovec *, int);
#endif
