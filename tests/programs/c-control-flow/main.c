#include <stdio.h>

static void duff(char *to, const char *from, int n)
{
    int rounds = (n + 3) / 4;
    switch (n % 4) {
    case 0: do { *to++ = *from++;
    case 3:      *to++ = *from++;
    case 2:      *to++ = *from++;
    case 1:      *to++ = *from++;
            } while (--rounds > 0);
    }
}

static const char *grade(int n)
{
    switch (n) {
    case 1: case 2: return "low";
    default: return "other";
    case -5: return "negative";
    case 1000000: return "large";
    }
}

int main(void)
{
    char b[16] = { 0 };
    duff(b, "duff's device", 13);
    puts(b);
    printf("%s %s %s %s\n", grade(2), grade(3), grade(-5), grade(1000000));
    int n = 0;
again:
    n++;
    if (n < 3)
        goto again;
    for (int i = 0, j = 10; i < j; i += 3, j--) {
        if (i == 3)
            continue;
        if (i > 6)
            break;
        printf("%d,%d ", i, j);
    }
    printf("%d\n", n);
    int i = 0, t = 0;
    do {
        int k = i;
        while (1) {
            if (k-- <= 0)
                break;
            t += k;
        }
    } while (++i < 6);
    printf("%d\n", t);
    int x = 0;
    (void)(x++ || x++);
    (void)(x && x++);
    int y = (x > 1, x + 40);
    printf("%d %d %d\n", x, y, x > 1 ? y > 100 ? 1 : 2 : 3);
    for (unsigned char c = 250; c > 200; c++)
        printf("%d ", c);
    puts("");
    return 0;
}
