#include <stdio.h>
#include <unistd.h>

int counter = 0;

int main(int argc, char *argv[]) {
    const char *name = argc > 1 ? argv[1] : "nobody";
    for (int i = 0; i < 3; i++) {
        counter++;
        printf("%s: counter is %d\n", name, counter);
    }
    return 0;
}
