/* The "C" locale; "", "C", "POSIX" and "C.UTF-8" all select it. */
#include <limits.h>
#include <locale.h>
#include <string.h>

char *setlocale(int category, const char *name)
{
    if (category < 0 || category > LC_ALL)
        return 0;
    if (name && *name && strcmp(name, "C") != 0 && strcmp(name, "POSIX") != 0 && strcmp(name, "C.UTF-8") != 0)
        return 0;
    return "C";
}

struct lconv *localeconv(void)
{
    static struct lconv c = { ".", "", "", "", "", "", "", "", "", "", CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX };
    return &c;
}
