#include <stdio.h>
#include <stdlib.h>
#include <sys/queue.h>

struct job { int id; TAILQ_ENTRY(job) link; };
TAILQ_HEAD(jobs, job);
struct item { int v; LIST_ENTRY(item) link; };
LIST_HEAD(items, item);

int main(void)
{
    struct jobs q = TAILQ_HEAD_INITIALIZER(q);
    struct job *j;
    for (int i = 0; i < 5; i++) {
        j = malloc(sizeof *j);
        j->id = i;
        if (i % 2)
            TAILQ_INSERT_HEAD(&q, j, link);
        else
            TAILQ_INSERT_TAIL(&q, j, link);
    }
    TAILQ_FOREACH(j, &q, link)
        printf("%d ", j->id);
    puts("");
    while ((j = TAILQ_FIRST(&q)) != NULL) {
        TAILQ_REMOVE(&q, j, link);
        printf("run %d\n", j->id);
        if (j->id == 3) {
            j->id = 30;
            TAILQ_INSERT_TAIL(&q, j, link);
        } else
            free(j);
    }
    printf("%d\n", TAILQ_EMPTY(&q));
    struct items l = LIST_HEAD_INITIALIZER(l);
    struct item a = { .v = 1 }, b = { .v = 2 }, c = { .v = 3 }, *p;
    LIST_INSERT_HEAD(&l, &a, link);
    LIST_INSERT_HEAD(&l, &b, link);
    LIST_INSERT_AFTER(&b, &c, link);
    LIST_REMOVE(&b, link);
    LIST_FOREACH(p, &l, link)
        printf("%d ", p->v);
    puts("");
    return 0;
}
