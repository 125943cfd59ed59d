/* Blocks out. */
#include "internal/file.h"

size_t fwrite(const void *restrict data, size_t size, size_t count, FILE *restrict f)
{
    size_t n = size * count;
    if (n == 0)
        return 0;
    __flock(f);
    size_t done = __put(f, data, n);
    __funlock(f);
    return done == n ? count : done / size;
}
