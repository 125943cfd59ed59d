#include "include_itself.c"
int x;
