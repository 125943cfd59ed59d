#include <studio.h>
int main(void) {
    return 0;
}
