/* <sys/types.h>: POSIX types. As on LP64 Linux, off_t and time_t are `long`, so "%ld" prints them here as well. */
#ifndef _SYS_TYPES_H
#define _SYS_TYPES_H
typedef unsigned int size_t;
typedef int ssize_t;
typedef long off_t;
typedef long long loff_t;
typedef long long off64_t;
typedef long time_t;
typedef long suseconds_t;
typedef unsigned int useconds_t;
typedef long clock_t;
typedef int clockid_t;
typedef void *timer_t;
typedef int pid_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;
typedef unsigned int id_t;
typedef unsigned int mode_t;
typedef unsigned long dev_t;
typedef unsigned long ino_t;
typedef unsigned long nlink_t;
typedef long blksize_t;
typedef long blkcnt_t;
typedef unsigned long fsblkcnt_t;
typedef unsigned long fsfilcnt_t;
typedef int key_t;
typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long long int64_t;
typedef unsigned char u_int8_t;
typedef unsigned short u_int16_t;
typedef unsigned int u_int32_t;
typedef unsigned long long u_int64_t;
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;
typedef unsigned int uint;
typedef unsigned short ushort;
typedef unsigned long ulong;
typedef char *caddr_t;
typedef unsigned long pthread_t;
typedef unsigned int pthread_key_t;
typedef int pthread_once_t;
typedef struct { int __type, __owner, __count, __lock; int __robust, __protocol, __pad[2]; } pthread_mutex_t;
typedef struct { int __sequence, __clock, __waiters, __pad; } pthread_cond_t;
typedef struct { int __lock, __readers, __writer, __waiting_writers, __pad[4]; } pthread_rwlock_t;
typedef struct { int __lock, __total, __count, __generation, __pad[4]; } pthread_barrier_t;
typedef volatile int pthread_spinlock_t;
typedef struct { unsigned __stack_bytes, __guard_bytes; void *__stack; int __detached, __pad[4]; } pthread_attr_t;
typedef struct { int __type, __shared, __protocol, __robust; } pthread_mutexattr_t;
typedef struct { int __shared, __clock; } pthread_condattr_t;
typedef struct { int __shared, __kind; } pthread_rwlockattr_t;
typedef struct { int __shared; } pthread_barrierattr_t;
#include <sys/select.h>
#include <endian.h>
#endif
