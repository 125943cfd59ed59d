/* <alloca.h>: memory on the stack until the function returns. */
#ifndef _ALLOCA_H
#define _ALLOCA_H
#define alloca(size) __builtin_alloca(size)
#endif
