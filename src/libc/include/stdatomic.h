/* <stdatomic.h>: atomic types (C11 7.17), always sequentially consistent, on the compiler's builtins. */
#ifndef _STDATOMIC_H
#define _STDATOMIC_H
#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>
typedef enum { memory_order_relaxed, memory_order_consume, memory_order_acquire, memory_order_release, memory_order_acq_rel, memory_order_seq_cst } memory_order;
typedef _Atomic _Bool atomic_bool;
typedef _Atomic char atomic_char;
typedef _Atomic signed char atomic_schar;
typedef _Atomic unsigned char atomic_uchar;
typedef _Atomic short atomic_short;
typedef _Atomic unsigned short atomic_ushort;
typedef _Atomic int atomic_int;
typedef _Atomic unsigned atomic_uint;
typedef _Atomic long atomic_long;
typedef _Atomic unsigned long atomic_ulong;
typedef _Atomic long long atomic_llong;
typedef _Atomic unsigned long long atomic_ullong;
typedef _Atomic int8_t atomic_int_least8_t;
typedef _Atomic uint8_t atomic_uint_least8_t;
typedef _Atomic int32_t atomic_int_least32_t;
typedef _Atomic uint32_t atomic_uint_least32_t;
typedef _Atomic intptr_t atomic_intptr_t;
typedef _Atomic uintptr_t atomic_uintptr_t;
typedef _Atomic size_t atomic_size_t;
typedef _Atomic ptrdiff_t atomic_ptrdiff_t;
typedef _Atomic intmax_t atomic_intmax_t;
typedef _Atomic uintmax_t atomic_uintmax_t;
typedef struct { volatile unsigned __flag; } atomic_flag;
#define ATOMIC_FLAG_INIT { 0 }
#define ATOMIC_VAR_INIT(value) (value)
#define ATOMIC_BOOL_LOCK_FREE 2
#define ATOMIC_CHAR_LOCK_FREE 2
#define ATOMIC_SHORT_LOCK_FREE 2
#define ATOMIC_INT_LOCK_FREE 2
#define ATOMIC_LONG_LOCK_FREE 2
#define ATOMIC_LLONG_LOCK_FREE 1
#define ATOMIC_POINTER_LOCK_FREE 2
#define atomic_init(p, v) ((void)(*(p) = (v)))
#define atomic_is_lock_free(p) (sizeof(*(p)) <= 4)
#define atomic_thread_fence(order) __atomic_thread_fence(5)
#define atomic_signal_fence(order) __atomic_thread_fence(5)
#define kill_dependency(x) (x)
#define atomic_load(p) __atomic_load_n(p, 5)
#define atomic_load_explicit(p, order) __atomic_load_n(p, 5)
#define atomic_store(p, v) __atomic_store_n(p, v, 5)
#define atomic_store_explicit(p, v, order) __atomic_store_n(p, v, 5)
#define atomic_exchange(p, v) __atomic_exchange_n(p, v, 5)
#define atomic_exchange_explicit(p, v, order) __atomic_exchange_n(p, v, 5)
#define atomic_compare_exchange_strong(p, expected, v) __atomic_compare_exchange_n(p, expected, v, 0, 5, 5)
#define atomic_compare_exchange_weak(p, expected, v) __atomic_compare_exchange_n(p, expected, v, 0, 5, 5)
#define atomic_compare_exchange_strong_explicit(p, expected, v, a, b) __atomic_compare_exchange_n(p, expected, v, 0, 5, 5)
#define atomic_compare_exchange_weak_explicit(p, expected, v, a, b) __atomic_compare_exchange_n(p, expected, v, 0, 5, 5)
#define atomic_fetch_add(p, v) __atomic_fetch_add(p, v, 5)
#define atomic_fetch_add_explicit(p, v, order) __atomic_fetch_add(p, v, 5)
#define atomic_fetch_sub(p, v) __atomic_fetch_sub(p, v, 5)
#define atomic_fetch_sub_explicit(p, v, order) __atomic_fetch_sub(p, v, 5)
#define atomic_fetch_and(p, v) __atomic_fetch_and(p, v, 5)
#define atomic_fetch_and_explicit(p, v, order) __atomic_fetch_and(p, v, 5)
#define atomic_fetch_or(p, v) __atomic_fetch_or(p, v, 5)
#define atomic_fetch_or_explicit(p, v, order) __atomic_fetch_or(p, v, 5)
#define atomic_fetch_xor(p, v) __atomic_fetch_xor(p, v, 5)
#define atomic_fetch_xor_explicit(p, v, order) __atomic_fetch_xor(p, v, 5)
#define atomic_flag_test_and_set(p) (__atomic_exchange_n(&(p)->__flag, 1u, 5) != 0)
#define atomic_flag_test_and_set_explicit(p, order) (__atomic_exchange_n(&(p)->__flag, 1u, 5) != 0)
#define atomic_flag_clear(p) __atomic_store_n(&(p)->__flag, 0u, 5)
#define atomic_flag_clear_explicit(p, order) __atomic_store_n(&(p)->__flag, 0u, 5)
#endif
