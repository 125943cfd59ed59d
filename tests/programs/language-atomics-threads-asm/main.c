#include <stdio.h>
#include <stdatomic.h>
#include <stdbool.h>
_Thread_local int tl = 7; static _Thread_local char tz[100]; _Thread_local short th[3] = {1,2,3};
static _Atomic unsigned char ac; static atomic_short as; static _Atomic int ai = 5; static _Atomic long long al = 1; _Atomic(float) af; _Atomic _Bool ab;
int main(void) {
 ac += 250; ac += 10; ac -= 1; ac ^= 3; as = -5; as++; ++as; as *= 3; ai |= 8; ai++; int o = ai--; ai <<= 2; al += 1LL<<40; af = 1.5f; af += 2; ab = 5;
 printf("%d %d %d %d %lld %g %d\n", ac, as, ai, o, (long long)al, af, ab);
 int e = 999; bool r = atomic_compare_exchange_strong(&ai, &e, 3); printf("%d %d\n", r, e); r = atomic_compare_exchange_strong(&ai, &e, 3); printf("%d %d %d\n", r, e, ai);
 unsigned char x = 1; unsigned char ee = ac; printf("%d\n", atomic_compare_exchange_strong(&ac, &ee, x)); printf("%d %d\n", ac, atomic_exchange(&ac, 77)); printf("%d\n", ac);
 printf("%d %d\n", atomic_fetch_add(&ai, 5), atomic_fetch_sub(&ai, 2)); atomic_store(&ai, 9); printf("%d\n", atomic_load(&ai)); atomic_flag f = ATOMIC_FLAG_INIT; printf("%d", atomic_flag_test_and_set(&f)); printf("%d\n", atomic_flag_test_and_set(&f));
 tl++; tz[3] = 9; th[2] += tz[3]; int *p = &tl; *p += 2; printf("%d %d %d\n", tl, tz[3], th[2]);
 unsigned c1, c2; 
#ifdef __riscv
 __asm__ volatile("rdcycle %0" : "=r"(c1)); __asm__ volatile("add %0, %1, %2" : "=r"(c2) : "r"(40), "r"(2)); double d; __asm__("fsqrt.d %0, %1" : "=f"(d) : "f"(16.0)); __asm__ volatile("" ::: "memory"); __asm__ volatile("nop"); __asm__ volatile("fence rw, rw" ::: "memory");
#else
 c2 = 42; double d = 4;
#endif
 printf("%u %g\n", c2, d);
 _Alignas(64) char al64[10]; printf("%d\n", (int)((unsigned long)al64 & 63));
 return 0; }
