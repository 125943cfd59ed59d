#include <stdio.h>
printf("hello\n");
int x;
x = 3;
for (;;) ;
