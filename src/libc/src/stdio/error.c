/* GNU's error(): program, message, what errnum means; exits when status is not 0. */
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char *program_invocation_name;
unsigned error_message_count;
void (*error_print_progname)(void);

void error(int status, int number, const char *format, ...)
{
    va_list args;
    fflush(stdout);
    if (error_print_progname)
        error_print_progname();
    else
        fprintf(stderr, "%s: ", program_invocation_name);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    error_message_count++;
    if (number)
        fprintf(stderr, ": %s", strerror(number));
    fputc('\n', stderr);
    if (status)
        exit(status);
}
