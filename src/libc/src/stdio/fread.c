/* Blocks in. Whole buffers' worth is read straight into the caller's memory. */
#include <string.h>
#include "internal/file.h"
#include "internal/syscall.h"

size_t fread(void *restrict to, size_t size, size_t count, FILE *restrict f)
{
    unsigned char *t = to;
    size_t left = size * count;
    if (left == 0)
        return 0;
    __flock(f);
    while (left > 0) {
        size_t have = (size_t)(f->rend - f->rpos);
        if (have == 0) {
            if (left >= f->size && (f->flags & (__F_READING | __F_EOF | __F_UNGET)) == __F_READING && !f->read && f->mode == _IOFBF) {
                long n = __result(__syscall3(SYS_read, f->fd, t, left - left % f->size));
                if (n <= 0) {
                    f->flags |= n < 0 ? __F_ERROR : __F_EOF;
                    break;
                }
                t += n;
                left -= (size_t)n;
                continue;
            }
            if (__fill(f) < 0)
                break;
            have = (size_t)(f->rend - f->rpos);
        }
        if (have > left)
            have = left;
        memcpy(t, f->rpos, have);
        f->rpos += have;
        t += have;
        left -= have;
    }
    __funlock(f);
    return left == 0 ? count : (size * count - left) / size;
}
