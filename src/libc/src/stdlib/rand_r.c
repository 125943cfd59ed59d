/* rand with the caller's state: three steps of a linear congruential generator give 31 bits, as glibc does. */
#include <stdlib.h>

int rand_r(unsigned *state)
{
    unsigned next = *state, result = 0;
    for (int i = 0; i < 3; i++) {
        next = next * 1103515245u + 12345u;
        if (i == 0)
            result = next / 65536u % 2048u;
        else
            result = result << 10 ^ next / 65536u % 1024u;
    }
    *state = next;
    return (int)result;
}
