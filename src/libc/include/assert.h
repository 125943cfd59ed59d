/* <assert.h>: diagnostics (C11 7.2). No include guard: NDEBUG is looked at every time. */
#undef assert
#ifdef NDEBUG
#define assert(e) ((void)0)
#else
#define assert(e) ((void)((e) || (__assert_fail(#e, __FILE__, __LINE__, __func__), 0)))
#endif
_Noreturn void __assert_fail(const char *, const char *, unsigned, const char *);
#ifndef static_assert
#define static_assert _Static_assert
#endif
