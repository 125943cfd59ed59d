/* Thread-specific data: up to 64 keys; destructors run when a thread ends. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include "internal/thread.h"

static struct { int used; void (*destroy)(void *); } keys[PTHREAD_KEYS_MAX];
static int lock;

static void end_values(void)
{
    struct __tcb *self = __SELF;
    for (int round = 0, again = 1; again && round < PTHREAD_DESTRUCTOR_ITERATIONS; round++) {
        again = 0;
        for (int i = 0; self->values && i < PTHREAD_KEYS_MAX; i++) {
            void *value = self->values[i];
            self->values[i] = NULL;
            if (value && keys[i].used && keys[i].destroy) {
                keys[i].destroy(value);
                again = 1;
            }
        }
    }
    free(self->values);
    self->values = NULL;
}

int pthread_key_create(pthread_key_t *to, void (*destroy)(void *))
{
    int r = EAGAIN;
    __lock(&lock);
    __end_values = end_values;
    for (int i = 0; i < PTHREAD_KEYS_MAX; i++)
        if (!keys[i].used) {
            keys[i].used = 1;
            keys[i].destroy = destroy;
            *to = (pthread_key_t)i;
            r = 0;
            break;
        }
    __unlock(&lock);
    return r;
}

int pthread_key_delete(pthread_key_t key)
{
    if (key >= PTHREAD_KEYS_MAX || !keys[key].used)
        return EINVAL;
    keys[key].used = 0;
    return 0;
}

void *pthread_getspecific(pthread_key_t key)
{
    void **values = __SELF->values;
    return values && key < PTHREAD_KEYS_MAX ? values[key] : NULL;
}

int pthread_setspecific(pthread_key_t key, const void *value)
{
    struct __tcb *self = __SELF;
    if (key >= PTHREAD_KEYS_MAX || !keys[key].used)
        return EINVAL;
    if (self->values == NULL)
        self->values = calloc(PTHREAD_KEYS_MAX, sizeof(void *));
    if (self->values == NULL)
        return ENOMEM;
    self->values[key] = (void *)value;
    return 0;
}
