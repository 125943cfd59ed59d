#include <stdio.h>
/* The library's functions, written again. */
static unsigned length(const char *s) { const char *p = s; while (*p) p++; return p - s; }
static char *copy(char *to, const char *from) { char *r = to; while ((*to++ = *from++)); return r; }
static void reverse(char *s) { for (int i = 0, j = length(s) - 1; i < j; i++, j--) { char t = s[i]; s[i] = s[j]; s[j] = t; } }
static int is_palindrome(const char *s) { int i = 0, j = length(s) - 1; while (i < j) if (s[i++] != s[j--]) return 0; return 1; }
static int number(const char *s) { int n = 0, minus = *s == '-'; for (s += minus; *s >= '0' && *s <= '9'; s++) n = n * 10 + *s - '0'; return minus ? -n : n; }
static void caesar(char *s, int k) { for (; *s; s++) if (*s >= 'a' && *s <= 'z') *s = (*s - 'a' + k) % 26 + 'a'; }
int main(void) {
    char b[64];
    printf("%u %s\n", length("strings"), copy(b, "copied"));
    reverse(b);
    printf("%s %d %d\n", b, is_palindrome("level"), is_palindrome("levels"));
    printf("%d %d %d\n", number("42"), number("-17x"), number(""));
    copy(b, "attack at dawn"); caesar(b, 3); printf("%s\n", b); caesar(b, 23); printf("%s\n", b);
    printf("tab\there \"quoted\" back\\slash \x41\102 %c\n", '\'');
    printf("adja" "cent " "literals\n");
    return 0;
}
