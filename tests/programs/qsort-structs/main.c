#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct student { char name[16]; int grade; };

static int by_grade(const void *a, const void *b)
{
    const struct student *x = a, *y = b;
    return y->grade - x->grade;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct student *)a)->name, ((const struct student *)b)->name);
}

static int by_int(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

int main(void)
{
    struct student all[] = { { "dora", 2 }, { "abe", 5 }, { "carl", 5 }, { "bea", 3 }, { "eve", 2 } };
    qsort(all, 5, sizeof all[0], by_grade);
    for (int i = 0; i < 5; i++)
        printf("%s %d\n", all[i].name, all[i].grade);
    qsort(all, 5, sizeof all[0], by_name);
    struct student key = { "carl", 0 };
    struct student *found = bsearch(&key, all, 5, sizeof all[0], by_name);
    printf("found %s %d\n", found->name, found->grade);
    strcpy(key.name, "zoe");
    printf("%d\n", bsearch(&key, all, 5, sizeof all[0], by_name) == NULL);
    int v[500], sum = 0;
    for (int i = 0; i < 500; i++)
        v[i] = (i * 7919) % 503;
    qsort(v, 500, sizeof v[0], by_int);
    for (int i = 1; i < 500; i++)
        sum += v[i - 1] <= v[i];
    printf("%d %d %d\n", sum, v[0], v[499]);
    return 0;
}
