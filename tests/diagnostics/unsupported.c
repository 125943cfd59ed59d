#include <stddef.h>
double _Complex z;
wchar_t *w = L"wide";
int f(void) {
    void *p = &&here;
here:
    goto *p;
}
