#include <limits.h>
#include <stdint.h>
#include <inttypes.h>
#include <stdio.h>

int main(void)
{
    int values[] = { 0, 1, -1, 42, -42, INT_MAX, INT_MIN };
    for (int i = 0; i < 7; i++) {
        int v = values[i];
        printf("[%d] [%8d] [%-8d] [%08d] [%+d] [% d] [%.4d] [%8.4d] [%-8.4d]\n", v, v, v, v, v, v, v, v, v);
        printf("[%u] [%x] [%X] [%#x] [%o] [%#o] [%08x]\n", v, v, v, v, v, v, v);
        printf("[%hd] [%hhd] [%hu] [%hhu]\n", v, v, v, v);
    }
    printf("%lld %llu %llx\n", LLONG_MIN, ULLONG_MAX, LLONG_MAX);
    printf("%" PRId64 " %" PRIu32 " %" PRIx64 "\n", INT64_C(-5000000000), UINT32_C(4000000000), UINT64_C(0xfeedfacecafe));
    printf("%zu %jd\n", sizeof(int), (intmax_t)-7);
    printf("[%*d] [%-*d] [%.*d]\n", 6, 7, 6, 7, 3, 7);
    printf("[%.0d] [%.0d] [%5.0d]\n", 0, 1, 0);
    return 0;
}
