/* Standard input. */
#include "internal/file.h"

static unsigned char buffer[4096];
struct __FILE __stdin = { .fd = 0, .flags = __F_READ | __F_STATIC | __F_UNDECIDED, .mode = _IOFBF, .buf = buffer, .size = sizeof buffer };
FILE *stdin = &__stdin;
