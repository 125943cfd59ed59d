#include <stdio.h>
int main(void) {
    int a, b, n;
    unsigned u;
    char word[20], set[20], c;
    double d;
    float f;
    long long ll;
    printf("%d", sscanf("12 -7 0x1f 017", "%d %d %i %o", &a, &b, &n, &u)); printf(" %d %d %d %u\n", a, b, n, u);
    printf("%d", sscanf("pi=3.14 e 2.5e3", "pi=%lf e %f", &d, &f)); printf(" %.2f %.1f\n", d, f);
    printf("%d", sscanf("  hello world", "%s %c", word, &c)); printf(" %s %c\n", word, c);
    printf("%d", sscanf("abc123;rest", "%[a-z]%d%[^\n]", word, &a, set)); printf(" %s %d %s\n", word, a, set);
    printf("%d", sscanf("12345678", "%3d%*2d%d", &a, &b)); printf(" %d %d\n", a, b);
    printf("%d %d\n", sscanf("x", "%d", &a), sscanf("", "%d", &a));
    printf("%d", sscanf("9999999999 ff", "%lld %x%n", &ll, &u, &n)); printf(" %lld %x %d\n", ll, u, n);
    while (scanf("%19s", word) == 1) { if (scanf("%d,%d", &a, &b) == 2) printf("%s: %d\n", word, a + b); else { printf("bad %s\n", word); scanf("%*[^\n]"); } }
    return feof(stdin) ? 0 : 1;
}
