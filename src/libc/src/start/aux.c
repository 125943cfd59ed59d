/* Looks up one entry of the auxiliary vector; 0 when it is not there. */
#include "internal/libc.h"

unsigned long __aux(unsigned long type)
{
    for (unsigned long *entry = __auxv; entry[0]; entry += 2)
        if (entry[0] == type)
            return entry[1];
    return 0;
}

unsigned long getauxval(unsigned long type)
{
    return __aux(type);
}
