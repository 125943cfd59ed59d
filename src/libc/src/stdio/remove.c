/* Removing a file or an empty directory. */
#include <errno.h>
#include <stdio.h>
#include "internal/syscall.h"

int remove(const char *path)
{
    long r = __syscall3(SYS_unlinkat, -100, path, 0);
    if (r == -EISDIR || r == -EPERM)
        r = __syscall3(SYS_unlinkat, -100, path, 0x200);
    return __result(r);
}
