#include "list.h"
int main(void) {
    return 0;
}
