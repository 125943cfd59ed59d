/* Standard error: never buffered. */
#include "internal/file.h"

struct __FILE __stderr = { .fd = 2, .flags = __F_WRITE | __F_STATIC, .mode = _IONBF, .buf = __stderr.tiny, .size = 1 };
FILE *stderr = &__stderr;
