/* hexdump: prints bytes in hexadecimal: 16-bit words, or (-C) bytes with their characters. hexdump [-C] [-n BYTES] [-s SKIP] [FILE] */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void print_canonical(unsigned long offset, const unsigned char *bytes, size_t count) {
    printf("%08lx  ", offset);
    for (size_t i = 0; i < 16; i++) {
        if (i < count) printf("%02x ", bytes[i]);
        else printf("   ");
        if (i == 7) putchar(' ');
    }
    printf(" |");
    for (size_t i = 0; i < count; i++) putchar(isprint(bytes[i]) ? bytes[i] : '.');
    printf("|\n");
}

static void print_words(unsigned long offset, unsigned char *bytes, size_t count) {
    printf("%07lx", offset);
    if (count < 16) bytes[count] = 0;
    for (size_t i = 0; i < 16; i += 2) {
        if (i < count) printf(" %02x%02x", bytes[i + 1], bytes[i]);
        else printf("     ");
    }
    putchar('\n');
}

int main(int argc, char **argv) {
    int is_canonical = 0, is_starred = 0;
    unsigned long offset = 0, skip = 0, most = (unsigned long)-1, first;
    unsigned char bytes[17], previous[16];
    for (int c; (c = getopt(argc, argv, "Cn:s:")) != -1;) {
        if (c == '?') return 1;
        if (c == 'C') is_canonical = 1;
        else if (c == 'n') most = strtoul(optarg, NULL, 0);
        else skip = strtoul(optarg, NULL, 0);
    }
    if (optind < argc && !freopen(argv[optind], "rb", stdin)) err(1, "%s", argv[optind]);
    while (offset < skip && getchar() != EOF) offset++;
    first = offset;
    for (;;) {
        size_t want = most - (offset - first) < 16 ? most - (offset - first) : 16, count = fread(bytes, 1, want, stdin);
        if (!count) break;
        if (count == 16 && offset > first && !memcmp(bytes, previous, 16)) {
            if (!is_starred) puts("*");
            is_starred = 1;
        } else {
            is_starred = 0;
            if (is_canonical) print_canonical(offset, bytes, count);
            else print_words(offset, bytes, count);
        }
        memcpy(previous, bytes, 16);
        offset += count;
    }
    if (offset > first) printf(is_canonical ? "%08lx\n" : "%07lx\n", offset);
    return 0;
}
