#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
typedef struct node { int v; struct node *next; } node;
typedef int (*cmp)(const void *, const void *);
enum color { RED, GREEN = 5, BLUE };
struct bits { unsigned a:3; int b:5; unsigned :0; unsigned c:1; };
union u { int i; float f; unsigned char b[4]; };
struct pt { int x, y; };
struct nest { struct pt p[2]; union { int i; char c; }; char name[8]; };
static int counter;
extern int ext;
int arr[] = {1,2,3,[7]=9};
char msg[] = "hi" " there";
const char *names[] = { "a", "b", [4] = "e" };
struct nest n1 = { { {1,2}, {3,4} }, .i = 7, .name = "abc" };
struct nest n2 = { 1, 2, 3, 4, 5, "xyz" };
int *pp = &arr[2];
char *mp = msg + 3;
int (*fp)(int, int);
static int add(int a, int b) { return a + b; }
int (*table[])(int,int) = { add, &add };
double d = 1.5, e = .5e-3; float f = 1.0f/3;
long long big = 0x123456789abcLL;
size_t off = offsetof(struct nest, name);
_Static_assert(sizeof(struct nest) == 28, "size");
_Static_assert(offsetof(struct pt, y) == 4, "off");
struct pt mk(int x, int y) { struct pt p = {x, y}; return p; }
int sum(int n, ...) { va_list ap; va_start(ap, n); int s = 0; while (n--) s += va_arg(ap, int); va_end(ap); return s; }
int kr(a, b, c) int a; char b; float c; { return a + b + (int)c; }
int fact(int n) { return n <= 1 ? 1 : n * fact(n - 1); }
void vla(int n, int m, int a[n][m]) { int t[n*2]; t[0] = a[1][2]; printf("%zu %d\n", sizeof t, t[0]); }
int duff(int n) { int c = 0; switch (n % 4) { case 0: do { c++; case 3: c++; case 2: c++; case 1: c++; } while ((n -= 4) > 0); } return c; }
#define MAX(a,b) ((a)>(b)?(a):(b))
#define STR(x) #x
#define XSTR(x) STR(x)
#define CAT(a,b) a##b
#define LOG(fmt, ...) printf(fmt, ##__VA_ARGS__)
#define typename(x) _Generic((x), int: "int", double: "double", char*: "char*", default: "other")
_Thread_local int tls = 3;
_Atomic int at;
int sw(int x) { switch (x) { case 1: return 1; case 2 ... 5: return 2; default: return 3; } }
int main(int argc, char **argv) {
  int i, *p = &i; node *head = NULL; (void)argv;
  for (int k = 0; k < 10; k++) { node *q = malloc(sizeof *q); q->v = k; q->next = head; head = q; }
  for (node *q = head; q; q = q->next) counter += q->v;
  i = 5; *p += 3; p[0]++; ++*p; i <<= 2; i = i ? i : -1;
  struct bits b = {1, -2, 1}; b.a += 2; b.b--; 
  union u u; u.f = 1.0f; printf("%x\n", u.i);
  struct pt q = mk(1,2), r; r = q; r.x = mk(3,4).y;
  struct pt *ptr = &(struct pt){ .y = 9 }; int *lit = (int[]){1,2,3};
  printf("%d %d %s\n", ptr->y, lit[1], typename(i));
  char buf[100] = "text"; char z[300] = {0}; buf[0] ^= 'x'; z[1] = buf[0];
  long long L = big * 3; unsigned long long UL = L; UL >>= 3; L %= 7;
  double dd = i; dd += 2; dd = dd * f + (float)L; i = dd; bool bo = i; bo = dd;
  LOG("x\n"); LOG("%d\n", i); puts(XSTR(MAX(1,2))); int CAT(ab,cd) = 3; 
  i = sum(3, 1, 2, 3) + abcd; at++; at += 2; tls++;
  goto end; i = 0;
end: qsort(arr, 8, sizeof arr[0], (cmp)strcmp);
  static int once = 4; once++; do { i--; if (i == 3) continue; if (i == 2) break; } while (i > 0);
  printf("%s %s %d\n", __func__, __FILE__, __LINE__); int mat[3][4]; mat[1][2] = 3; vla(3, 4, mat);
  unsigned char uc = 200; signed char sc = uc; short sh = uc * 300; i = uc << 8 | sc; i = ~sh & 0xff; i = !i && dd || p; 
  asm volatile("csrr %0, cycle" : "=r"(i)); p = argc > 1 ? NULL : p; int cm = (i++, i);
  ptrdiff_t df = &arr[5] - &arr[1]; printf("%td %d\n", df, 0); i = -i; i = +i; i = (char)i; fp = add; i = fp(1,2) + (*fp)(3,4) + table[1](1, 1);
  struct { int a; struct { int b, c; }; } an = { 1, { 2, 3 } }; an.c = 4; enum color col = BLUE; col = GREEN; if (col == RED) i = 0; i = kr(1, 'c', 2.0f); 
  uint64_t w = UINT64_C(1) << 40; w |= 1; return (int)(w >> 40) + duff(7) + sw(3) + fact(5) + sizeof(struct bits) + b.a + r.x + uc;
}
