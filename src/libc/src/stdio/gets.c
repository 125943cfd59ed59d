/* gets: gone from C11, but still linked. It cannot know the size of the buffer. */
#include "internal/file.h"

char *gets(char *to)
{
    int n = 0, c;
    while ((c = fgetc(stdin)) != EOF && c != '\n')
        to[n++] = (char)c;
    if (c == EOF && n == 0)
        return NULL;
    to[n] = 0;
    return to;
}
