/* Hand-over-hand locking in a list, a lock per bucket in a hash table, spin locks and an atomic flag. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct node { int key; struct node *next; };
enum { BUCKETS = 11, THREADS = 4, EACH = 250 };
static struct { struct node *head; pthread_mutex_t lock; } bucket[BUCKETS];
static pthread_spinlock_t spin;
static atomic_flag flag = ATOMIC_FLAG_INIT;
static int by_spin, by_flag;
static atomic_uint atomic_count;

static int lookup(int key)
{
    int found = 0;
    pthread_mutex_lock(&bucket[key % BUCKETS].lock);
    for (struct node *n = bucket[key % BUCKETS].head; n && !found; n = n->next)
        found = n->key == key;
    pthread_mutex_unlock(&bucket[key % BUCKETS].lock);
    return found;
}

static void *insert_all(void *arg)
{
    int first = *(int *)arg * EACH;
    for (int key = first; key < first + EACH; key++) {
        struct node *n = malloc(sizeof *n);
        n->key = key;
        pthread_mutex_lock(&bucket[key % BUCKETS].lock);
        n->next = bucket[key % BUCKETS].head;
        bucket[key % BUCKETS].head = n;
        pthread_mutex_unlock(&bucket[key % BUCKETS].lock);
        pthread_spin_lock(&spin);
        by_spin++;
        pthread_spin_unlock(&spin);
        while (atomic_flag_test_and_set(&flag))
            ;
        by_flag++;
        atomic_flag_clear(&flag);
        atomic_fetch_add(&atomic_count, 1);
    }
    return NULL;
}

int main(void)
{
    pthread_t id[THREADS];
    int number[THREADS], found = 0;
    pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
    for (int i = 0; i < BUCKETS; i++)
        pthread_mutex_init(&bucket[i].lock, NULL);
    for (int i = 0; i < THREADS; i++) {
        number[i] = i;
        pthread_create(&id[i], NULL, insert_all, &number[i]);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(id[i], NULL);
    for (int key = 0; key < THREADS * EACH + 50; key++)
        found += lookup(key);
    printf("found %d, spin %d, flag %d, atomic %u\n", found, by_spin, by_flag, atomic_load(&atomic_count));
    unsigned expected = 1000;
    int swapped = atomic_compare_exchange_strong(&atomic_count, &expected, 7);
    printf("swapped %d, now %u\n", swapped, atomic_count);
    swapped = atomic_compare_exchange_strong(&atomic_count, &expected, 8);
    printf("swapped %d, saw %u, old %u\n", swapped, expected, atomic_exchange(&atomic_count, 3));
    return 0;
}
