/* <fenv.h>: the floating environment: the fcsr register (C11 7.6; RISC-V F 11.2). */
#ifndef _FENV_H
#define _FENV_H
typedef unsigned long fexcept_t;
typedef unsigned long fenv_t;
#define FE_INEXACT 1
#define FE_UNDERFLOW 2
#define FE_OVERFLOW 4
#define FE_DIVBYZERO 8
#define FE_INVALID 16
#define FE_ALL_EXCEPT 31
#define FE_TONEAREST 0
#define FE_TOWARDZERO 1
#define FE_DOWNWARD 2
#define FE_UPWARD 3
#endif
