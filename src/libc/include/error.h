/* <error.h>: messages on standard error (GNU). */
#ifndef _ERROR_H
#define _ERROR_H
extern unsigned error_message_count;
extern void (*error_print_progname)(void);
void error(int, int, const char *, ...);
#endif
