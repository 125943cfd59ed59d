#include <stdio.h>
struct Flags { unsigned ready : 1, mode : 3; unsigned count : 12; signed int delta : 5; unsigned : 0; unsigned char tail : 4; };
struct Date { unsigned day : 5, month : 4, year : 12; };
int main(void) {
    struct Flags f = {1, 5, 4095, -16, 9};
    printf("%u %u %u %d %u\n", f.ready, f.mode, f.count, f.delta, f.tail);
    f.mode += 4;
    f.count++;
    f.delta--;
    f.ready = 2;
    f.tail ^= 15;
    printf("%u %u %u %d %u\n", f.ready, f.mode, f.count, f.delta, f.tail);
    struct Date d = {31, 12, 2024}, e = d;
    e.year -= 24;
    printf("%u-%u-%u %u %d\n", d.year, d.month, d.day, e.year, sizeof(struct Date) == 4);
    unsigned long long sum = 0;
    for (int i = 0; i < 100; i++) { f.count = i * i; sum += f.count; }
    printf("%llu %d\n", sum, f.mode - 7 < 0);
    return 0;
}
