/* <stddef.h>: common definitions (C11 7.19). ILP32: size_t and ptrdiff_t are 32 bits, as in gcc for riscv32. */
#ifndef _STDDEF_H
#define _STDDEF_H
typedef unsigned int size_t;
typedef int ptrdiff_t;
typedef int wchar_t;
typedef struct { long long __ll; double __d; } max_align_t;
#undef NULL
#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)
#endif
