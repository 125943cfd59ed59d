#include <stdio.h>
static const char *kind(int c) {
    switch (c) {
    case 'a': case 'e': case 'i': case 'o': case 'u': return "vowel";
    case ' ': return "space";
    default: if (c >= 'a' && c <= 'z') return "consonant";
    }
    return "other";
}
static int fall(int n) {
    int sum = 0;
    switch (n) { case 3: sum += 100; case 2: sum += 10; case 1: sum += 1; break; case -1: sum = -1; }
    return sum;
}
int main(void) {
    for (const char *p = "a z!"; *p; p++) printf("%c: %s\n", *p, kind(*p));
    for (int i = -2; i < 5; i++) printf("%d ", fall(i));
    switch (1000000) { case 1000000: printf("big\n"); }
    switch (2) { int x; case 2: x = 7; printf("%d\n", x); }
    long long wide = 1ll << 40;
    switch (wide) { case 0: printf("no\n"); break; case 1ll << 40: printf("wide\n"); }
    for (int i = 0; i < 3; i++) { switch (i) { case 1: continue; } printf("%d ", i); }
    printf("\n");
    return 0;
}
