/* Thread-specific data. A thread's table grows as needed; a slot remembers which life of the key it was stored under, so
   that values stored before pthread_key_delete do not appear under a key made later. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include "internal/thread.h"

#define DESTROY_ROUNDS 4
struct slot { void *value; unsigned life; };
struct table { unsigned count; struct slot slot[1]; };
static struct { void (*destroy)(void *); unsigned life; } key[PTHREAD_KEYS_MAX];   /* in use while life is odd */
static int lock;

static void run_destructors(struct __tcb *self)
{
    struct table *t = (struct table *)self->values;
    int again = t != NULL;
    for (int round = 0; again && round < DESTROY_ROUNDS; round++) {
        again = 0;
        for (unsigned i = 0; i < ((struct table *)self->values)->count; i++) {
            struct slot *s = &((struct table *)self->values)->slot[i];
            void *value = s->value;
            s->value = NULL;
            if (value == NULL || s->life != key[i].life || key[i].destroy == NULL)
                continue;
            again = 1;
            key[i].destroy(value);
        }
    }
    t = (struct table *)self->values;
    self->values = NULL;
    free(t);
}

int pthread_key_create(pthread_key_t *made, void (*destroy)(void *))
{
    int r = EAGAIN;
    __run_key_destructors = run_destructors;
    __lock(&lock);
    for (unsigned i = 0; i < PTHREAD_KEYS_MAX; i++) {
        if (key[i].life & 1)
            continue;
        key[i].life++;
        key[i].destroy = destroy;
        *made = i;
        r = 0;
        break;
    }
    __unlock(&lock);
    return r;
}

int pthread_key_delete(pthread_key_t k)
{
    if (k >= PTHREAD_KEYS_MAX || !(key[k].life & 1))
        return EINVAL;
    key[k].life++;
    return 0;
}

void *pthread_getspecific(pthread_key_t k)
{
    struct table *t = (struct table *)__SELF->values;
    return t && k < t->count && t->slot[k].life == key[k].life ? t->slot[k].value : NULL;
}

int pthread_setspecific(pthread_key_t k, const void *value)
{
    struct table *t = (struct table *)__SELF->values;
    if (k >= PTHREAD_KEYS_MAX || !(key[k].life & 1))
        return EINVAL;
    if (t == NULL || k >= t->count) {
        unsigned old = t ? t->count : 0, count = k + 8;
        t = realloc(t, sizeof *t + count * sizeof(struct slot));
        if (t == NULL)
            return ENOMEM;
        for (unsigned i = old; i < count; i++)
            t->slot[i].value = NULL;
        t->count = count;
        __SELF->values = (void **)t;
    }
    t->slot[k].value = (void *)value;
    t->slot[k].life = key[k].life;
    return 0;
}
