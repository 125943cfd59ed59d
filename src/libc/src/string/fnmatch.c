/* Shell patterns: ? * [set] \c. A star tries every length; recursion only as deep as there are stars. */
#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

static int fold(int c, int flags)
{
    return flags & FNM_CASEFOLD ? tolower(c) : c;
}

/* p stands behind '['; returns the position behind ']' or NULL when the set is not closed. */
static const char *in_set(const char *p, int c, int flags, int *matched)
{
    int invert = *p == '!' || *p == '^', found = 0;
    p += invert;
    for (const char *start = p; *p != ']' || p == start; p++) {
        int low, high;
        if (*p == '\\' && !(flags & FNM_NOESCAPE) && p[1])
            p++;
        if (*p == 0)
            return NULL;
        low = high = (unsigned char)*p;
        if (p[1] == '-' && p[2] && p[2] != ']') {
            p += 2;
            high = (unsigned char)*p;
        }
        found |= fold(low, flags) <= fold(c, flags) && fold(c, flags) <= fold(high, flags);
    }
    *matched = found != invert;
    return p + 1;
}

static int hidden(const char *s, const char *start, int flags)
{
    return *s == '.' && (flags & FNM_PERIOD) && (s == start || ((flags & FNM_PATHNAME) && s[-1] == '/'));
}

static int match(const char *p, const char *s, const char *start, int flags)
{
    for (; *p; s++) {
        int c = (unsigned char)*s, ok;
        if (*p == '*') {
            if (hidden(s, start, flags))
                return FNM_NOMATCH;
            while (*p == '*')
                p++;
            for (;; s++) {
                if (match(p, s, start, flags) == 0)
                    return 0;
                if (*s == 0 || (*s == '/' && (flags & FNM_PATHNAME)))
                    return FNM_NOMATCH;
            }
        }
        if (c == 0)
            return FNM_NOMATCH;
        if (*p == '?' || *p == '[') {
            if (hidden(s, start, flags) || (c == '/' && (flags & FNM_PATHNAME)))
                return FNM_NOMATCH;
            const char *after = p + 1;
            ok = 1;
            if (*p == '[' && (after = in_set(p + 1, c, flags, &ok)) == NULL) {
                ok = c == '[';
                after = p + 1;
            }
            p = after;
        } else {
            if (*p == '\\' && !(flags & FNM_NOESCAPE) && p[1])
                p++;
            ok = fold((unsigned char)*p, flags) == fold(c, flags);
            p++;
        }
        if (!ok)
            return FNM_NOMATCH;
    }
    return *s ? FNM_NOMATCH : 0;
}

int fnmatch(const char *pattern, const char *s, int flags)
{
    return match(pattern, s, s, flags);
}
