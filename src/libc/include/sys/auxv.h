/* <sys/auxv.h>: the auxiliary vector. */
#ifndef _SYS_AUXV_H
#define _SYS_AUXV_H
#define AT_PAGESZ 6
#define AT_HWCAP 16
#define AT_RANDOM 25
#define AT_EXECFN 31
unsigned long getauxval(unsigned long);
#endif
