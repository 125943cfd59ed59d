#include <stdio.h>
#include <string.h>
#include <stdint.h>
union Word { uint32_t word; uint8_t bytes[4]; uint16_t halves[2]; };
struct Value { enum { INT, REAL, TEXT } kind; union { int i; double d; const char *s; }; };
static void show(struct Value v) {
    switch (v.kind) { case INT: printf("int %d\n", v.i); break; case REAL: printf("real %.2f\n", v.d); break; case TEXT: printf("text %s\n", v.s); }
}
union Float { float f; uint32_t u; };
int main(void) {
    union Word w = {0x12345678};
    printf("%x %x %x\n", w.bytes[0], w.bytes[3], w.halves[1]);
    w.bytes[1] = 0xff;
    printf("%x\n", w.word);
    show((struct Value){INT, .i = 5});
    show((struct Value){REAL, .d = 2.5});
    show((struct Value){TEXT, .s = "hi"});
    union Float f = {1.0f};
    printf("%08x\n", f.u);
    f.u = 0xc0490fdb;
    printf("%.6f\n", f.f);
    double d = -2;
    uint64_t bits;
    memcpy(&bits, &d, 8);
    printf("%016llx\n", (unsigned long long)bits);
    return 0;
}
