/* <setjmp.h>: nonlocal jumps (C11 7.13).
   jmp_buf words: ra@0, s0..s11@4..48, sp@52, fs0..fs11@56+8i; the signal mask follows at 152. */
#ifndef _SETJMP_H
#define _SETJMP_H
typedef struct { unsigned long __word[14]; unsigned long long __float[12]; unsigned long __saved, __mask[3]; } jmp_buf[1];
typedef jmp_buf sigjmp_buf;
int setjmp(jmp_buf);
int _setjmp(jmp_buf);
_Noreturn void longjmp(jmp_buf, int);
_Noreturn void _longjmp(jmp_buf, int);
int __save_mask(jmp_buf, int);
_Noreturn void siglongjmp(sigjmp_buf, int);
#define setjmp(env) setjmp(env)
#define sigsetjmp(env, save) (__save_mask(env, save), setjmp(env))
#endif
