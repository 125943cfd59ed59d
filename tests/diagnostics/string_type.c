#include <stdio.h>
int main(void) {
    string s = "hi";
    return 0;
}
