#include <stdio.h>
#include <limits.h>
int main(void) {
    int v[] = {0, 1, -1, 42, -12345, INT_MAX, INT_MIN};
    for (int i = 0; i < 7; i++)
        printf("%d|%i|%5d|%-5d|%05d|%+d|% d|%x|%#x|%X|%o|%#o|%u|%.3d|%8.3d|%-8.3d|%+.2d\n", v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i]);
    printf("%hhd %hhu %hd %hu %lld %llu %llx\n", (signed char)-1, (unsigned char)255, (short)-1, (unsigned short)65535, LLONG_MIN, ULLONG_MAX, ULLONG_MAX);
    printf("%*d|%-*d|%.*d|%0*d\n", 6, 42, 6, 42, 4, 42, 6, -42);
    printf("%.0d|%.0x|%5.0d|%#.0o\n", 0, 0, 0, 0);
    printf("%zu %jd %td %hhx\n", (size_t)7, (__INTMAX_TYPE__)-8, (__PTRDIFF_TYPE__)9, 0x1ff);
    printf("%%|%5c|%-5c|%c\n", 'a', 'b', 'c');
    int n, count = printf("count%n me\n", &n);
    printf("%d %d\n", n, count);
    return 0;
}
