#include <stdio.h>
int main(void) {
    char c = 'ab';
    char d = '';
    return 0;
}
