/* Standard output. Its buffer is static, so that printing needs no heap. */
#include "internal/file.h"

static unsigned char buffer[4096];
struct __FILE __stdout = { .fd = 1, .flags = __F_WRITE | __F_STATIC | __F_UNDECIDED, .mode = _IOFBF, .buf = buffer, .size = sizeof buffer };
FILE *stdout = &__stdout;
