#include <stdio.h>
static void convert(unsigned n, int base) {
    if (n >= (unsigned)base) convert(n / base, base);
    putchar("0123456789abcdefghijklmnopqrstuvwxyz"[n % base]);
}
int main(void) {
    int bases[] = {2, 3, 8, 10, 16, 36};
    for (int i = 0; i < 6; i++) { convert(3735928559u, bases[i]); putchar('\n'); }
    printf("%d %d %d %d\n", 0x1F, 017, 'A', '\x41');
    printf("%d %d %d\n", '\n', '\0', '\'');
    printf("%x %X %#x %o %#o\n", 48879, 48879, 48879, 8, 8);
    return 0;
}
