#include <stdio.h>
int main(void) {
    char c = 'a;
    c = 'b';
    return 0;
}
