/* assert's message in the words of glibc, then abort. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <errno.h>

extern char *program_invocation_short_name;

_Noreturn void __assert_fail(const char *text, const char *file, unsigned line, const char *function)
{
    fprintf(stderr, "%s%s%s:%u: %s%sAssertion `%s' failed.\n", program_invocation_short_name,
            program_invocation_short_name[0] ? ": " : "", file, line, function ? function : "", function ? ": " : "", text);
    abort();
}
