#include <windows.h>
int main(void) {
    Sleep(100);
    return 0;
}
