/* <libgen.h>: parts of path names (POSIX). */
#ifndef _LIBGEN_H
#define _LIBGEN_H
char *basename(char *);
char *dirname(char *);
#endif
