#define GLUE(a, b) a ## b
int GLUE(x, +) = 1;
int GLUE(x, 1) = 1;
