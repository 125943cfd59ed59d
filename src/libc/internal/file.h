/* The stream behind FILE, and the formatter's output. */
#ifndef _INTERNAL_FILE_H
#define _INTERNAL_FILE_H
#include <stdio.h>
#define __F_READ 1       /* may read */
#define __F_WRITE 2      /* may write */
#define __F_APPEND 4     /* every write goes to the end */
#define __F_EOF 8
#define __F_ERROR 16
#define __F_OWNED 32     /* buf came from malloc */
#define __F_READING 64   /* buf holds input: rpos..rend */
#define __F_WRITING 128  /* buf holds output: buf..wpos */
#define __F_STATIC 256   /* the FILE itself is not from malloc */
#define __F_UNDECIDED 512 /* buffering not chosen yet: at first use */
#define __F_UNGET 1024   /* reading from `unget`: saved_* hold the real input */
/* One stream. A stream reads or writes, never both without a flush or a seek between. */
struct __FILE {
    int fd;
    unsigned flags;
    int mode;                      /* _IOFBF, _IOLBF, _IONBF */
    unsigned char *buf;
    size_t size;
    unsigned char *rpos, *rend;    /* unread input */
    unsigned char *wpos;           /* end of unwritten output */
    int lock, owner, depth;
    int pid;                       /* popen's child */
    struct __FILE *next;           /* list of all open streams */
    unsigned char unget[4];        /* pushed-back bytes when there is no room before rpos */
    unsigned char *saved_rpos, *saved_rend;
    unsigned char tiny[1];         /* the buffer of an unbuffered stream */
    /* Streams without a descriptor: fmemopen, open_memstream. NULL: the descriptor. */
    ssize_t (*read)(struct __FILE *, unsigned char *, size_t);
    ssize_t (*write)(struct __FILE *, const unsigned char *, size_t);
    long (*seek)(struct __FILE *, long, int);
    int (*close)(struct __FILE *);
    void *cookie;
};
extern struct __FILE __stdin, __stdout, __stderr;
extern struct __FILE *__streams;   /* opened ones; the three standard streams are not in it */
void __flock(FILE *);
void __funlock(FILE *);
int __overflow(FILE *, int);       /* makes room and puts one byte; EOF on error */
int __fill(FILE *);                /* reads more; returns the next byte without taking it, or EOF */
int __flush_output(FILE *);        /* 0, or EOF with errno */
void __drop_input(FILE *);         /* seeks the descriptor back over unread input */
int __start_writing(FILE *);
void __choose_buffer(FILE *);
size_t __put(FILE *, const void *, size_t);  /* unlocked fwrite of bytes */
int __mode_flags(const char *mode, unsigned *stream_flags); /* open(2) flags, or -1 */
FILE *__new_file(int fd, unsigned flags);
long __tell(FILE *);
int __seek(FILE *, long, int);
#define __GETC(f) ((f)->rpos < (f)->rend ? *(f)->rpos++ : (__fill(f) < 0 ? EOF : *(f)->rpos++))
#define __PUTC(c, f) \
    ((f)->mode == _IOFBF && (f)->wpos && (f)->wpos < (f)->buf + (f)->size ? (*(f)->wpos++ = (unsigned char)(c)) : __overflow(f, (unsigned char)(c)))
/* Where formatted output goes. */
struct __sink {
    void (*put)(struct __sink *, const char *, size_t);
    char *at, *end;     /* strings */
    FILE *file;         /* streams */
    size_t count;       /* bytes produced so far, written or not */
    int error;
};
int __format(struct __sink *, const char *, va_list);
/* Exact decimal digits of |x|: value = 0.d1d2d3… × 10^*exponent; returns the count, no zeros at either end (0 for 0.0). */
int __decimal(double x, char *digits, int *exponent);
#define __DIGITS_MAX 1100
/* An exact number in base 10^9: see stdio/bigdec.c. */
struct __bigdec {
    unsigned limb[212];
    int first, point, last;   /* limb[first..point) whole part, limb[point..last) fraction */
};
void __bigdec_halve(struct __bigdec *, int bits);   /* bits 1..9 */
void __bigdec_double(struct __bigdec *, int bits);  /* bits 1..2 */
/* Where scanf's characters come from. */
struct __source {
    int (*get)(struct __source *);
    void (*back)(struct __source *, int);
    const unsigned char *at;
    FILE *file;
    int count;
};
int __scan(struct __source *, const char *, va_list);
#endif
