#include <string.h>
int main(void) {
    int n = 3;
    return (int)strlen(n) + (int)strlen('a');
}
