/* clear: empties the terminal's screen. */
#include <unistd.h>

int main(void) {
    static const char sequence[] = "\033[H\033[2J\033[3J";
    return write(1, sequence, sizeof sequence - 1) < 0;
}
