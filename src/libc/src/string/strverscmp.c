/* Comparing names with numbers in them as people order them: runs of digits compare by value. */
#define _GNU_SOURCE
#include <string.h>
#include <ctype.h>

int strverscmp(const char *left, const char *right)
{
    const unsigned char *a = (const unsigned char *)left, *b = (const unsigned char *)right;
    size_t at = 0, start = 0;
    int zeros = 1; /* the run so far holds only leading zeros */
    for (; a[at] == b[at]; at++) {
        if (a[at] == 0)
            return 0;
        if (!isdigit(a[at])) {
            start = at + 1;
            zeros = 1;
        } else if (a[at] != '0')
            zeros = 0;
    }
    if (a[start] != '0' && b[start] != '0' && a[start] - '1' < 9u && b[start] - '1' < 9u) {
        size_t end = at;
        for (; isdigit(a[end]); end++)
            if (!isdigit(b[end]))
                return 1;
        if (isdigit(b[end]))
            return -1;
    } else if (zeros && start < at && (isdigit(a[at]) || isdigit(b[at])))
        return (unsigned char)(a[at] - '0') - (unsigned char)(b[at] - '0');
    return a[at] - b[at];
}
