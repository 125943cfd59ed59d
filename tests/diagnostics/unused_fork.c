#include <stdio.h>
#include <unistd.h>
#include <stdlib.h>
int main(void) {
    char b[4];
    fork();
    read(0, b, 4);
    malloc(3);
    (void)write(1, b, 4);
    return 0;
}
