/* Program start: thread-local data, environment, main, exit. */
#include <stddef.h>
#include "internal/libc.h"
#include "internal/syscall.h"

char **environ;
char *program_invocation_name;
char *program_invocation_short_name;
char *__program;
unsigned long *__auxv;
int __threaded;
_Thread_local int errno;

/* Linker symbols whose addresses are sizes. */
extern char __tdata_start[], __tdata_size[], __tls_size[];

int main(int, char **, char **);
_Noreturn void exit(int);
void *memcpy(void *, const void *, size_t);

/* Thread block, then the thread-local data that tp points to, 64-byte aligned. */
size_t __tls_bytes(void)
{
    return sizeof(struct __tcb) + 64 + (((size_t)__tls_size + 63) & ~(size_t)63);
}

void *__tls_place(char *memory)
{
    size_t at = ((size_t)memory + sizeof(struct __tcb) + 63) & ~(size_t)63;
    struct __tcb *self = (struct __tcb *)(at - sizeof(struct __tcb));
    char *byte = (char *)self;
    while (byte < memory + __tls_bytes())
        *byte++ = 0;
    memcpy((void *)at, __tdata_start, (size_t)__tdata_size);
    self->self = self;
    return (void *)at;
}

/* The main thread's block: a static one for the usual few bytes, else anonymous memory. */
static void *first_tls(void)
{
    static char small[512];
    size_t bytes = __tls_bytes();
    if (bytes <= sizeof small)
        return __tls_place(small);
    long map = __syscall6(SYS_mmap2, 0, (bytes + 4095) & ~4095ul, 3, 0x22, -1, 0);
    if (map < 0 && map > -4096)
        __syscall1(SYS_exit_group, 127);
    return __tls_place((char *)map);
}

/* stack: argc, argv..., NULL, environment..., NULL, auxiliary vector. */
_Noreturn void __libc_start(long *stack)
{
    int argc = (int)stack[0];
    char **argv = (char **)(stack + 1);
    char **rest = argv + argc + 1;
    environ = rest;
    while (*rest)
        rest++;
    __auxv = (unsigned long *)(rest + 1);
    __set_thread_pointer(first_tls());
    __program = argc > 0 && argv[0] ? argv[0] : "";
    program_invocation_name = program_invocation_short_name = __program;
    for (char *p = __program; *p; p++)
        if (*p == '/')
            program_invocation_short_name = p + 1;
    exit(main(argc, argv, environ));
}
