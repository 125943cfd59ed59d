/* Sorting. Merge sort, as in glibc: stable, so equal elements keep their order. Without memory it sorts in place by heap. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

struct job { size_t size; int (*compare)(const void *, const void *, void *); void *context; char *space; };

static void merge_sort(const struct job *j, char *base, size_t n)
{
    if (n < 2)
        return;
    size_t half = n / 2, left = half, right = n - half;
    char *a = base, *b = base + half * j->size, *to = j->space;
    merge_sort(j, a, left);
    merge_sort(j, b, right);
    while (left > 0 && right > 0) {
        if (j->compare(a, b, j->context) <= 0) {
            memcpy(to, a, j->size);
            a += j->size;
            left--;
        } else {
            memcpy(to, b, j->size);
            b += j->size;
            right--;
        }
        to += j->size;
    }
    memcpy(to, a, left * j->size);
    memcpy(base, j->space, (n - right) * j->size);
}

static void swap(char *a, char *b, size_t n)
{
    while (n-- > 0) {
        char c = *a;
        *a++ = *b;
        *b++ = c;
    }
}

static void sift(const struct job *j, char *base, size_t at, size_t n)
{
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        char *c = base + child * j->size;
        if (child + 1 < n && j->compare(c, c + j->size, j->context) < 0) {
            child++;
            c += j->size;
        }
        if (j->compare(base + at * j->size, c, j->context) >= 0)
            return;
        swap(base + at * j->size, c, j->size);
    }
}

static void heap_sort(const struct job *j, char *base, size_t n)
{
    for (size_t i = n / 2; i-- > 0;)
        sift(j, base, i, n);
    while (n-- > 1) {
        swap(base, base + n * j->size, j->size);
        sift(j, base, 0, n);
    }
}

void qsort_r(void *base, size_t n, size_t size, int (*compare)(const void *, const void *, void *), void *context)
{
    char small[1024];
    struct job j = { size, compare, context, small };
    if (n < 2 || size == 0)
        return;
    if (n * size > sizeof small)
        j.space = malloc(n * size);
    if (j.space)
        merge_sort(&j, base, n);
    else
        heap_sort(&j, base, n);
    if (j.space != small)
        free(j.space);
}

static int without_context(const void *a, const void *b, void *compare)
{
    return ((int (*)(const void *, const void *))compare)(a, b);
}

void qsort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *))
{
    qsort_r(base, n, size, without_context, (void *)compare);
}
