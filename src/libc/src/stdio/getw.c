/* Binary ints on streams. */
#include <stdio.h>

int getw(FILE *f)
{
    int v;
    return fread(&v, sizeof v, 1, f) == 1 ? v : EOF;
}

int putw(int v, FILE *f)
{
    return fwrite(&v, sizeof v, 1, f) == 1 ? 0 : EOF;
}
