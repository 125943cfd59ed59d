#include <stdio.h>
/* A switch into the middle of a loop. */
static void copy(char *to, const char *from, int count) {
    int n = (count + 7) / 8;
    switch (count % 8) {
    case 0: do { *to++ = *from++;
    case 7: *to++ = *from++;
    case 6: *to++ = *from++;
    case 5: *to++ = *from++;
    case 4: *to++ = *from++;
    case 3: *to++ = *from++;
    case 2: *to++ = *from++;
    case 1: *to++ = *from++;
            } while (--n > 0);
    }
}
int main(void) {
    const char *text = "the quick brown fox jumps over it";
    for (int i = 1; i < 34; i += 4) {
        char out[40] = {0};
        copy(out, text, i);
        printf("%s\n", out);
    }
    return 0;
}
