/* Lines of any length. */
#include <errno.h>
#include <stdlib.h>
#include "internal/file.h"

ssize_t getdelim(char **restrict line, size_t *restrict size, int end, FILE *restrict f)
{
    size_t n = 0;
    int c;
    if (line == NULL || size == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (*line == NULL)
        *size = 0;
    __flock(f);
    while ((c = __GETC(f)) != EOF) {
        if (n + 2 > *size) {
            size_t more = *size ? *size * 2 : 120;
            char *to = realloc(*line, more);
            if (to == NULL) {
                n = 0;
                break;
            }
            *line = to;
            *size = more;
        }
        (*line)[n++] = (char)c;
        if (c == end)
            break;
    }
    if (*line && n > 0)
        (*line)[n] = 0;
    __funlock(f);
    return n ? (ssize_t)n : -1;
}

ssize_t getline(char **restrict line, size_t *restrict size, FILE *restrict f)
{
    return getdelim(line, size, '\n', f);
}
