/* The heap: boundary tags, one free list, first fit (K&R's and every OS course's allocator).

   A block is a header and its payload, both 16-byte aligned; sizes include the header:
       +0  size | flags     bit 0 USED, bit 1 MAPPED (a block of its own from mmap)
       +4  previous size    bytes of the block before this one, 0 when there is none
       +8  requested        bytes the program asked for, 0 while free
       +12 magic            "HEAP": a free() of anything else is caught
       +16 payload          of a free block: next and previous block of the free list
   Small blocks come from brk, which ends in a used block of header size (the fence); blocks of 128 KiB or more
   come from mmap. Neighbouring free blocks never stay apart. Rule: each function expects and leaves the list consistent. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "internal/libc.h"
#include "internal/syscall.h"

#define USED 1u
#define MAPPED 2u
#define FLAGS 15u
#define MAGIC 0x50414548u
#define HEADER 16u
#define SMALLEST 32u
#define MAP_FROM (128u << 10)
#define GROW (16u << 10)

struct block {
    unsigned size, before, requested, magic;
    struct block *next, *previous;
};

struct block *__malloc_head;   /* the free list: most recently freed first */
struct block *__malloc_first;  /* the first block of the brk heap */
static struct block *fence;
static int lock;

static unsigned size_of(const struct block *b)
{
    return b->size & ~FLAGS;
}

static struct block *after(struct block *b)
{
    return (struct block *)((char *)b + size_of(b));
}

static void list_add(struct block *b)
{
    b->next = __malloc_head;
    b->previous = NULL;
    if (__malloc_head)
        __malloc_head->previous = b;
    __malloc_head = b;
}

static void list_remove(struct block *b)
{
    if (b->previous)
        b->previous->next = b->next;
    else
        __malloc_head = b->next;
    if (b->next)
        b->next->previous = b->previous;
}

static void set(struct block *b, unsigned size, unsigned flags)
{
    b->size = size | flags;
    b->magic = MAGIC;
    if (!(flags & USED))
        b->requested = 0;
    if (!(flags & MAPPED))
        after(b)->before = size;
}

/* Frees a block of the brk heap: joins it with free neighbours and lists the result. */
static void release(struct block *b)
{
    unsigned size = size_of(b);
    struct block *next = after(b);
    if (!(next->size & USED)) {
        list_remove(next);
        size += size_of(next);
        next->magic = 0;
    }
    if (b->before) {
        struct block *before = (struct block *)((char *)b - b->before);
        if (!(before->size & USED)) {
            list_remove(before);
            size += size_of(before);
            b->magic = 0;
            b = before;
        }
    }
    set(b, size, 0);
    list_add(b);
}

/* Cuts what is over `size` off a used block and frees it. */
static void trim(struct block *b, unsigned size)
{
    unsigned rest = size_of(b) - size;
    if (rest < SMALLEST)
        return;
    set(b, size, USED);
    struct block *tail = after(b);
    tail->before = size;
    tail->requested = 0;
    set(tail, rest, USED);
    release(tail);
}

/* Makes the heap larger by at least `size`; the new space becomes a free block. */
static int grow(unsigned size)
{
    unsigned more = (size + HEADER * 2 + GROW - 1) / GROW * GROW;
    char *end = (char *)__syscall1(SYS_brk, 0);
    char *start = (char *)(((unsigned long)end + 15) & ~15ul);
    /* When somebody else moved the break, the heap goes on behind the foreign part. */
    int joined = fence && (char *)fence + HEADER == end;
    char *wanted = start + more;
    if (wanted < start || (char *)__syscall1(SYS_brk, wanted) != wanted)
        return -1;
    struct block *b = joined ? fence : (struct block *)start;
    if (!joined) {
        b->before = 0;
        if (!__malloc_first)
            __malloc_first = b;
    }
    fence = (struct block *)(wanted - HEADER);
    fence->size = HEADER | USED;
    fence->magic = MAGIC;
    fence->requested = 0;
    b->requested = 0;
    set(b, (unsigned)((char *)fence - (char *)b), USED);
    release(b);
    return 0;
}

static struct block *map_block(size_t n, unsigned size)
{
    unsigned bytes = (size + 4095) & ~4095u;
    long at = __syscall6(SYS_mmap2, 0, bytes, 3, 0x22, -1, 0);
    if (at < 0 && at > -4096)
        return NULL;
    struct block *b = (struct block *)at;
    b->before = 0;
    b->requested = n;
    set(b, bytes, USED | MAPPED);
    return b;
}

static struct block *find(unsigned size)
{
    for (struct block *b = __malloc_head; b; b = b->next)
        if (size_of(b) >= size)
            return b;
    return NULL;
}

static struct block *take(size_t n)
{
    unsigned size = ((unsigned)n + HEADER + 15) & ~15u;
    if (size < SMALLEST)
        size = SMALLEST;
    if (size >= MAP_FROM)
        return map_block(n, size);
    struct block *b = find(size);
    if (b == NULL) {
        if (grow(size))
            return map_block(n, size); /* the break cannot move: a mapping may still fit elsewhere */
        b = find(size);
    }
    list_remove(b);
    set(b, size_of(b), USED);
    trim(b, size);
    b->requested = n;
    return b;
}

void *malloc(size_t n)
{
    struct block *b = NULL;
    if (n <= 0x7fffffffu - 2 * HEADER) {
        __lock(&lock);
        b = take(n);
        __unlock(&lock);
    }
    if (b == NULL) {
        errno = ENOMEM;
        return NULL;
    }
    return (char *)b + HEADER;
}

static struct block *checked(void *p, const char *complaint)
{
    struct block *b = (struct block *)((char *)p - HEADER);
    if (((unsigned long)p & 15) || b->magic != MAGIC)
        __fatal(complaint);
    if (!(b->size & USED))
        __fatal("free(): double free detected in tcache 2\n");
    return b;
}

void free(void *p)
{
    if (p == NULL)
        return;
    __lock(&lock);
    struct block *b = checked(p, "free(): invalid pointer\n");
    if (b->size & MAPPED)
        __syscall2(SYS_munmap, b, size_of(b));
    else
        release(b);
    __unlock(&lock);
}

void *calloc(size_t count, size_t size)
{
    unsigned long long n = (unsigned long long)count * size;
    if (n >> 32) {
        errno = ENOMEM;
        return NULL;
    }
    void *p = malloc((size_t)n);
    if (p && !(((struct block *)((char *)p - HEADER))->size & MAPPED))
        memset(p, 0, (size_t)n);
    return p;
}

/* Grows a used block into a free one behind it. */
static int extend(struct block *b, unsigned size)
{
    struct block *next = after(b);
    if ((next->size & USED) || size_of(b) + size_of(next) < size)
        return 0;
    list_remove(next);
    next->magic = 0;
    set(b, size_of(b) + size_of(next), USED);
    return 1;
}

static int resize(struct block *b, size_t n)
{
    unsigned size = ((unsigned)n + HEADER + 15) & ~15u;
    if (size < SMALLEST)
        size = SMALLEST;
    if (b->size & MAPPED) {
        if (size > size_of(b) || size < MAP_FROM)
            return 0;
    } else {
        if (size > size_of(b) && !extend(b, size))
            return 0;
        trim(b, size);
    }
    b->requested = n;
    return 1;
}

void *realloc(void *p, size_t n)
{
    if (p == NULL)
        return malloc(n);
    if (n == 0) {
        free(p);
        return NULL;
    }
    if (n > 0x7fffffffu - 2 * HEADER) {
        errno = ENOMEM;
        return NULL;
    }
    __lock(&lock);
    struct block *b = checked(p, "realloc(): invalid pointer\n");
    int fits = resize(b, n);
    unsigned old = size_of(b) - HEADER;
    __unlock(&lock);
    if (fits)
        return p;
    void *to = malloc(n);
    if (to) {
        memcpy(to, p, old < n ? old : n);
        free(p);
    }
    return to;
}

void *reallocarray(void *p, size_t count, size_t size)
{
    unsigned long long n = (unsigned long long)count * size;
    if (n >> 32) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(p, (size_t)n);
}

size_t malloc_usable_size(void *p)
{
    return p ? size_of((struct block *)((char *)p - HEADER)) - HEADER : 0;
}

/* Takes a block with room to move up, then gives back what lies before the aligned address. */
static void *aligned(size_t alignment, size_t n)
{
    if (alignment <= 16)
        return malloc(n);
    if (n > 0x70000000u || alignment > 0x08000000u) {
        errno = ENOMEM;
        return NULL;
    }
    __lock(&lock);
    unsigned save = ((unsigned)n + 15) & ~15u;
    struct block *b = take(save + alignment + SMALLEST);
    if (b == NULL) {
        __unlock(&lock);
        errno = ENOMEM;
        return NULL;
    }
    unsigned long at = (unsigned long)b + HEADER;
    if (at & (alignment - 1)) {
        at = (at + SMALLEST + alignment - 1) & ~(unsigned long)(alignment - 1);
        struct block *moved = (struct block *)(at - HEADER);
        unsigned lead = (unsigned)((char *)moved - (char *)b), flags = b->size & FLAGS;
        unsigned size = size_of(b);
        if (flags & MAPPED) { /* the lead stays mapped until exit: munmap works on whole pages only */
            moved->before = 0;
            set(moved, size - lead, USED | MAPPED);
        } else {
            moved->before = lead;
            set(moved, size - lead, USED);
            set(b, lead, USED);
            release(b);
        }
        b = moved;
    }
    if (!(b->size & MAPPED))
        trim(b, save + HEADER < SMALLEST ? SMALLEST : save + HEADER);
    b->requested = n;
    __unlock(&lock);
    return (char *)b + HEADER;
}

void *aligned_alloc(size_t alignment, size_t n)
{
    if (alignment == 0 || (alignment & (alignment - 1))) {
        errno = EINVAL;
        return NULL;
    }
    return aligned(alignment, n);
}

void *memalign(size_t alignment, size_t n)
{
    return aligned_alloc(alignment, n);
}

int posix_memalign(void **to, size_t alignment, size_t n)
{
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)))
        return EINVAL;
    int saved = errno;
    void *p = aligned(alignment, n);
    errno = saved;
    if (p == NULL)
        return ENOMEM;
    *to = p;
    return 0;
}

void *valloc(size_t n)
{
    return aligned(4096, n);
}
