/* rand and random: the additive feedback generator r[i] = r[i-3] + r[i-31] that Unix systems document as TYPE_3,
   seeded by the minimal standard generator 16807·x mod 2^31-1, so that a seed gives the same numbers as on Linux.
   initstate's smaller states choose the shorter trinomials. */
#include <errno.h>
#include <stdlib.h>
#include "internal/libc.h"

#define KINDS 5
static const int degree[KINDS] = { 0, 7, 15, 31, 63 };
static const int separation[KINDS] = { 0, 3, 1, 3, 1 };
static const unsigned bytes_needed[KINDS] = { 8, 32, 64, 128, 256 };

/* state[0] keeps the kind and the position while another state is in use; the numbers follow. */
static int initial[32] = { 3 };
static int *numbers = initial + 1;
static int kind = 3, front, rear, seeded;
static int lock;

static int step(void)
{
    if (kind == 0)
        return numbers[0] = (int)(((unsigned)numbers[0] * 1103515245u + 12345u) & 0x7fffffff);
    unsigned v = (unsigned)numbers[front] + (unsigned)numbers[rear];
    numbers[front] = (int)v;
    front = front + 1 == degree[kind] ? 0 : front + 1;
    rear = rear + 1 == degree[kind] ? 0 : rear + 1;
    return (int)(v >> 1);
}

static void seed(unsigned value)
{
    int word = value ? (int)value : 1;
    seeded = 1;
    numbers[0] = word;
    if (kind == 0)
        return;
    for (int i = 1; i < degree[kind]; i++) {
        /* 16807·word mod (2^31-1) without overflow (Schrage). */
        int high = word / 127773, low = word % 127773;
        word = 16807 * low - 2836 * high;
        if (word < 0)
            word += 2147483647;
        numbers[i] = word;
    }
    front = separation[kind];
    rear = 0;
    for (int i = 0; i < 10 * degree[kind]; i++)
        step();
}

void srandom(unsigned value)
{
    __lock(&lock);
    seed(value);
    __unlock(&lock);
}

void srand(unsigned value)
{
    srandom(value);
}

long random(void)
{
    __lock(&lock);
    if (!seeded)
        seed(1);
    long v = step();
    __unlock(&lock);
    return v;
}

int rand(void)
{
    return (int)random();
}

static char *leave(void)
{
    numbers[-1] = kind ? rear * KINDS + kind : 0;
    return (char *)(numbers - 1);
}

char *initstate(unsigned value, char *state, size_t n)
{
    if (n < 8) {
        errno = EINVAL;
        return NULL;
    }
    __lock(&lock);
    char *old = leave();
    for (kind = KINDS - 1; bytes_needed[kind] > n; kind--)
        ;
    numbers = (int *)state + 1;
    seed(value);
    leave();
    __unlock(&lock);
    return old;
}

char *setstate(char *state)
{
    __lock(&lock);
    char *old = leave();
    int word = *(int *)state;
    kind = word % KINDS;
    rear = word / KINDS;
    numbers = (int *)state + 1;
    if (kind)
        front = (rear + separation[kind]) % degree[kind];
    __unlock(&lock);
    return old;
}
