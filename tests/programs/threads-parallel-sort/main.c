/* Merge sort by threads: each level starts one for its left half. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct range { int *data, *room; int count, depth; };

static void *sort(void *arg)
{
    struct range *r = arg;
    if (r->count < 2)
        return NULL;
    int half = r->count / 2, i = 0, j = half, k = 0;
    struct range left = { r->data, r->room, half, r->depth + 1 }, right = { r->data + half, r->room + half, r->count - half, r->depth + 1 };
    pthread_t id;
    int threaded = r->depth < 3 && pthread_create(&id, NULL, sort, &left) == 0;
    if (!threaded)
        sort(&left);
    sort(&right);
    if (threaded)
        pthread_join(id, NULL);
    while (k < r->count)
        r->room[k++] = j == r->count || (i < half && r->data[i] <= r->data[j]) ? r->data[i++] : r->data[j++];
    memcpy(r->data, r->room, r->count * sizeof(int));
    return NULL;
}

int main(void)
{
    enum { N = 3000 };
    static int data[N], room[N];
    unsigned seed = 12345;
    long long before = 0, after = 0;
    for (int i = 0; i < N; i++) {
        seed = seed * 1103515245u + 12345u;
        data[i] = (int)(seed >> 16 & 0x7fff);
        before += data[i];
    }
    struct range all = { data, room, N, 0 };
    sort(&all);
    int ordered = 1;
    for (int i = 0; i < N; i++) {
        after += data[i];
        ordered &= i == 0 || data[i - 1] <= data[i];
    }
    printf("ordered %d, same sum %d, first %d, middle %d, last %d\n", ordered, before == after, data[0], data[N / 2], data[N - 1]);
    return 0;
}
