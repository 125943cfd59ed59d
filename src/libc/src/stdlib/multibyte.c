/* Multibyte characters of the "C" locale: one byte each. */
#include <errno.h>
#include <stdlib.h>

int mbtowc(wchar_t *restrict to, const char *restrict s, size_t n)
{
    if (s == NULL)
        return 0;
    if (n == 0)
        return -1;
    if (to)
        *to = (unsigned char)*s;
    return *s != 0;
}

int mblen(const char *s, size_t n)
{
    return mbtowc(NULL, s, n);
}

int wctomb(char *to, wchar_t c)
{
    if (to == NULL)
        return 0;
    if ((unsigned)c > 255) {
        errno = EILSEQ;
        return -1;
    }
    *to = (char)c;
    return 1;
}

size_t mbstowcs(wchar_t *restrict to, const char *restrict s, size_t n)
{
    size_t i = 0;
    for (; s[i] && (to == NULL || i < n); i++)
        if (to)
            to[i] = (unsigned char)s[i];
    if (to && i < n)
        to[i] = 0;
    return i;
}

size_t wcstombs(char *restrict to, const wchar_t *restrict s, size_t n)
{
    size_t i = 0;
    for (; s[i] && (to == NULL || i < n); i++) {
        if ((unsigned)s[i] > 255) {
            errno = EILSEQ;
            return (size_t)-1;
        }
        if (to)
            to[i] = (char)s[i];
    }
    if (to && i < n)
        to[i] = 0;
    return i;
}
