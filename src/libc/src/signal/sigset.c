/* Sets of signals: bit n-1 stands for signal n. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>

static int valid(int n)
{
    if (n > 0 && n < _NSIG)
        return 1;
    errno = EINVAL;
    return 0;
}

int sigemptyset(sigset_t *s)
{
    s->__bits[0] = s->__bits[1] = 0;
    return 0;
}

int sigfillset(sigset_t *s)
{
    s->__bits[0] = s->__bits[1] = ~0ul;
    return 0;
}

int sigaddset(sigset_t *s, int n)
{
    if (!valid(n))
        return -1;
    s->__bits[(n - 1) / 32] |= 1ul << ((n - 1) % 32);
    return 0;
}

int sigdelset(sigset_t *s, int n)
{
    if (!valid(n))
        return -1;
    s->__bits[(n - 1) / 32] &= ~(1ul << ((n - 1) % 32));
    return 0;
}

int sigismember(const sigset_t *s, int n)
{
    if (!valid(n))
        return -1;
    return (int)(s->__bits[(n - 1) / 32] >> ((n - 1) % 32) & 1);
}

int sigisemptyset(const sigset_t *s)
{
    return (s->__bits[0] | s->__bits[1]) == 0;
}

int sigorset(sigset_t *to, const sigset_t *a, const sigset_t *b)
{
    to->__bits[0] = a->__bits[0] | b->__bits[0];
    to->__bits[1] = a->__bits[1] | b->__bits[1];
    return 0;
}

int sigandset(sigset_t *to, const sigset_t *a, const sigset_t *b)
{
    to->__bits[0] = a->__bits[0] & b->__bits[0];
    to->__bits[1] = a->__bits[1] & b->__bits[1];
    return 0;
}
