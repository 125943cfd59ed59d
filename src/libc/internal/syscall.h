/* How the library enters the kernel: number in a7, arguments in a0..a5, result or -errno in a0. */
#ifndef _INTERNAL_SYSCALL_H
#define _INTERNAL_SYSCALL_H
#include <sys/syscall.h>
#ifdef __PROCESS_LAB__
#define __syscall6(n, a, b, c, d, e, f) \
    __builtin_syscall((long)(n), (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define __set_thread_pointer(p) __builtin_set_thread_pointer(p)
#else
static inline long __ecall(long n, long a, long b, long c, long d, long e, long f)
{
    register long a7 __asm__("a7") = n;
    register long a0 __asm__("a0") = a;
    register long a1 __asm__("a1") = b;
    register long a2 __asm__("a2") = c;
    register long a3 __asm__("a3") = d;
    register long a4 __asm__("a4") = e;
    register long a5 __asm__("a5") = f;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5) : "memory");
    return a0;
}
#define __syscall6(n, a, b, c, d, e, f) \
    __ecall((long)(n), (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define __set_thread_pointer(p) __asm__ volatile("mv tp, %0" : : "r"(p))
#endif
#define __syscall0(n) __syscall6(n, 0, 0, 0, 0, 0, 0)
#define __syscall1(n, a) __syscall6(n, a, 0, 0, 0, 0, 0)
#define __syscall2(n, a, b) __syscall6(n, a, b, 0, 0, 0, 0)
#define __syscall3(n, a, b, c) __syscall6(n, a, b, c, 0, 0, 0)
#define __syscall4(n, a, b, c, d) __syscall6(n, a, b, c, d, 0, 0)
#define __syscall5(n, a, b, c, d, e) __syscall6(n, a, b, c, d, e, 0)
/* Sets errno and returns -1 when the kernel answered -errno (-4095..-1), else returns the answer. */
long __result(long);
/* A 64-bit argument takes the next two registers, low word first (no alignment: these are not variadic). */
#define __LOW(x) ((long)(x))
#define __HIGH(x) ((long)((x) < 0 ? -1 : 0))
/* Times cross the kernel's door in 64 bits. */
struct __timespec64 { long long sec; long nsec; long pad; };
#endif
