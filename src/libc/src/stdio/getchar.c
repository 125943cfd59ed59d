/* Characters from standard input. */
#include "internal/file.h"

int getchar(void)
{
    return fgetc(stdin);
}

int getchar_unlocked(void)
{
    return __GETC(stdin);
}
