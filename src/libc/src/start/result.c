/* Turns a kernel answer into the C convention: -1 and errno. */
#include <errno.h>
#include "internal/syscall.h"

long __result(long answer)
{
    if ((unsigned long)answer < -4095ul)
        return answer;
    errno = (int)-answer;
    return -1;
}
