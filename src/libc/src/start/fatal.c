/* A message on standard error and abort, for what glibc also refuses to continue after. */
#include <stdlib.h>
#include "internal/syscall.h"
#include "internal/libc.h"

_Noreturn void __fatal(const char *message)
{
    size_t length = 0;
    while (message[length])
        length++;
    __syscall3(SYS_write, 2, message, length);
    abort();
}
